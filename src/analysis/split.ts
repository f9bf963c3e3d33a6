import type { ReadonlyDFA } from 'refa';
import type { Box } from './box';
import type { Calculus } from './calculus';
import type { Field } from './fields';
import {
  type Characters,
  type Language,
  MAX_CHARACTER,
  automatonOf,
  codePoints,
  fromAutomaton,
  has,
  isEmpty,
  refa,
  words,
} from './language';
import type { Part } from './shape';

type State = ReturnType<ReadonlyDFA['transitionIterator']>['initial'];

const COLON = 0x3a;
const ENCODED_COLON = codePoints('%3A');

/**
 * The values of fields with which the parts, one behind the other, make a text of the language. Exact: a language over the whole is
 * a finite union of combinations of languages over the parts, one for each way in which the automaton can pass between them.
 */
export function split(parts: readonly Part[], language: Language, calculus: Calculus): readonly Box[] {
  if (language.kind === 'words') return [...language.words].flatMap((text) => splitText(parts, text, calculus));
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'object' && !only.encoded) {
    const values = calculus.intersection(calculus.known(language), calculus.domain(only.field));
    return isEmpty(values) ? [] : [new Map([[only.field, values]])];
  }
  const { initial } = language.automaton.transitionIterator();
  return splitFrom(initial, parts, language.automaton, calculus);
}

function splitText(parts: readonly Part[], text: string, calculus: Calculus): readonly Box[] {
  const [part, ...rest] = parts;
  if (part === undefined) return text === '' ? [new Map()] : [];
  if (typeof part === 'string') return text.startsWith(part) ? splitText(rest, text.slice(part.length), calculus) : [];
  const ends = Array.from({ length: text.length + 1 }, (_, end) => end);
  const [next] = rest;
  const possible = ends.filter((end) =>
    next === undefined ? end === text.length : typeof next !== 'string' || text.startsWith(next, end),
  );
  return possible.flatMap((end) => {
    const values = (part.encoded ? decoded(text.slice(0, end)) : [text.slice(0, end)]).filter((value) =>
      has(calculus.domain(part.field), value),
    );
    if (values.length === 0) return [];
    return splitText(rest, text.slice(end), calculus).flatMap((box) =>
      withField(box, part.field, words(...values), calculus),
    );
  });
}

/** What is written so in a subject: a `:` is always encoded, and what looks encoded may also have been written so. */
function decoded(text: string): readonly string[] {
  if (text.includes(':')) return [];
  return text
    .split('%3A')
    .reduce<readonly string[]>(
      (all, piece, i) => all.flatMap((head) => (i === 0 ? [piece] : [`${head}:${piece}`, `${head}%3A${piece}`])),
      [''],
    );
}

function withField(box: Box, field: Field, values: Language, calculus: Calculus): readonly Box[] {
  const own = box.get(field);
  const both = own ? calculus.intersection(own, calculus.known(values)) : calculus.known(values);
  return isEmpty(both) ? [] : [new Map([[field, both], ...[...box].filter(([name]) => name !== field)])];
}

function splitFrom(state: State, parts: readonly Part[], automaton: ReadonlyDFA, calculus: Calculus): readonly Box[] {
  const [part, ...rest] = parts;
  if (part === undefined) return automaton.finals.has(state as never) ? [new Map()] : [];
  if (typeof part === 'string') {
    const next = walk(state, codePoints(part));
    return next ? splitFrom(next, rest, automaton, calculus) : [];
  }
  const product = fieldProduct(state, automatonOf(calculus.domain(part.field)), part.encoded ?? false);
  if (rest.length === 0) {
    const last = [...product.ends].filter(([end]) => automaton.finals.has(end as never));
    const values = calculus.known(product.language(new Set(last.flatMap(([, finals]) => [...finals]))));
    return isEmpty(values) ? [] : [new Map([[part.field, values]])];
  }
  return [...product.ends].flatMap(([end, finals]) => {
    const boxes = splitFrom(end, rest, automaton, calculus);
    if (boxes.length === 0) return [];
    const values = product.language(finals);
    return boxes.flatMap((box) => withField(box, part.field, values, calculus));
  });
}

function walk(state: State | undefined, text: readonly number[]): State | undefined {
  return text.reduce((at: State | undefined, char) => at?.out.get(char) as State | undefined, state);
}

interface Pair {
  readonly at: State;
  readonly inField: State;
  readonly out: Map<Pair, Characters>;
}

/** The field's own automaton beside the one of the whole, from a state of the latter on: where it can end, and with which values. */
function fieldProduct(from: State, field: ReadonlyDFA, encoded: boolean) {
  const pairs = new Map<State, Map<State, Pair>>();
  const queue: Pair[] = [];
  const pairOf = (at: State, inField: State): Pair => {
    const row = pairs.get(at) ?? new Map<State, Pair>();
    pairs.set(at, row);
    const known = row.get(inField);
    if (known) return known;
    const pair: Pair = { at, inField, out: new Map() };
    row.set(inField, pair);
    queue.push(pair);
    return pair;
  };
  const initial = pairOf(from, field.initial as State);
  for (const { at, inField, out } of queue) {
    for (const [toField, characters] of steps(inField)) {
      for (const [to, common] of stepsOver(at, characters, encoded)) {
        const next = pairOf(to, toField);
        out.set(next, out.get(next)?.union(common) ?? common);
      }
    }
  }
  const ends = new Map<State, Set<Pair>>();
  for (const pair of queue) {
    if (!field.finals.has(pair.inField as never)) continue;
    ends.set(pair.at, new Set([...(ends.get(pair.at) ?? []), pair]));
  }
  const language = (finals: ReadonlySet<Pair>): Language =>
    fromAutomaton<Pair>({ initial, getOut: ({ out }) => out, isFinal: (pair) => finals.has(pair), stableOut: true });
  return { ends, language };
}

function steps(state: State): ReadonlyMap<State, Characters> {
  return state.out.invert(MAX_CHARACTER) as ReadonlyMap<State, Characters>;
}

/** Where characters of a field lead in the automaton of the whole. */
function stepsOver(at: State, characters: Characters, encoded: boolean): readonly (readonly [State, Characters])[] {
  const { CharSet } = refa();
  const colon = CharSet.fromCharacter(MAX_CHARACTER, COLON);
  const plain = encoded ? characters.without(colon) : characters;
  const direct = [...steps(at)].flatMap(([to, via]): readonly (readonly [State, Characters])[] => {
    const common = via.intersect(plain);
    return common.isEmpty ? [] : [[to, common]];
  });
  const behind = encoded && characters.has(COLON) ? walk(at, ENCODED_COLON) : undefined;
  return behind ? [...direct, [behind, colon]] : direct;
}
