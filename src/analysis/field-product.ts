import type { CharSet, DFA } from 'refa';
import type { Calculus } from './calculus';
import { type Language, MAX_CHARACTER, automatonOf, codePoints, fromAutomaton, refa } from './language';

/** A state of an automaton. */
export type State = DFA.ReadonlyNode;

/** A field's own automaton beside that of a whole text, which it runs through from some state on. */
export interface FieldProduct {
  /** Where the automaton of the whole can be behind a value of the field, and with which of the product's states. */
  readonly ends: ReadonlyMap<State, readonly Pair[]>;
  /** The values of the field behind which the product is in one of these states. */
  readonly values: (finals: Iterable<Pair>) => Language;
}

/** A state of the whole and one of the field. */
export interface Pair {
  readonly at: State;
  readonly inField: State;
  readonly out: Map<Pair, CharSet>;
}

/** The product of a field with the whole; in an encoded field the whole has `%3A` where the value has `:`. */
export function fieldProduct(from: State, field: Language, encoded: boolean, calculus: Calculus): FieldProduct {
  const { initial: start, finals: fieldFinals } = automatonOf(field);
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
  const initial = pairOf(from, start);
  for (const { at, inField, out } of queue) {
    for (const [toField, characters] of calculus.steps(inField)) {
      for (const [to, common] of stepsOver(at, characters, encoded, calculus)) {
        const next = pairOf(to, toField);
        out.set(next, out.get(next)?.union(common) ?? common);
      }
    }
  }
  const ends = new Map<State, Pair[]>();
  for (const pair of queue) {
    if (fieldFinals.has(pair.inField)) ends.set(pair.at, [...(ends.get(pair.at) ?? []), pair]);
  }
  const values = (finals: Iterable<Pair>) => {
    const own = new Set(finals);
    return fromAutomaton<Pair>({
      initial,
      getOut: ({ out }) => out,
      isFinal: (pair) => own.has(pair),
      stableOut: true,
    });
  };
  return { ends, values };
}

/** The state behind a text, if there is one. */
export function walk(state: State, text: readonly number[]): State | undefined {
  return text.reduce((at: State | undefined, char) => at?.out.get(char), state);
}

const COLON = 0x3a;
const ENCODED_COLON = codePoints('%3A');

/** Where characters of a field lead in the automaton of the whole. */
function stepsOver(
  at: State,
  characters: CharSet,
  encoded: boolean,
  { steps }: Calculus,
): readonly (readonly [State, CharSet])[] {
  const colon = refa().CharSet.fromCharacter(MAX_CHARACTER, COLON);
  const plain = encoded ? characters.without(colon) : characters;
  const direct = [...steps(at)].flatMap(([to, via]): readonly (readonly [State, CharSet])[] => {
    const common = via.intersect(plain);
    return common.isEmpty ? [] : [[to, common]];
  });
  const behind = encoded && characters.has(COLON) ? walk(at, ENCODED_COLON) : undefined;
  return behind ? [...direct, [behind, colon]] : direct;
}
