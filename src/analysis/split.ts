import type { ReadonlyDFA } from 'refa';
import type { Box } from './box';
import type { Calculus } from './calculus';
import { type Pair, type State, fieldProduct, walk } from './field-product';
import { type Language, codePoints, isEmpty } from './language';
import type { Part } from './shape';
import { splitText } from './split-text';
import { withField } from './with-field';

/**
 * The values of fields with which the parts, one behind the other, make a text of the language. Exact: a language over the whole is
 * a finite union of combinations of languages over the parts, one for each way in which the automaton can pass between them.
 */
export function split(parts: readonly Part[], language: Language, calculus: Calculus): readonly Box[] {
  const { numberOf, known, domain } = calculus;
  const named = parts.map((part) =>
    typeof part === 'string' ? part : [part.field, part.encoded ?? false, numberOf(domain(part.field))],
  );
  const key = `${JSON.stringify(named)} ${numberOf(known(language))}`;
  return calculus.once(key, () => made(parts, language, calculus));
}

function made(parts: readonly Part[], language: Language, calculus: Calculus): readonly Box[] {
  if (language.kind === 'words') return [...language.words].flatMap((text) => splitText(parts, text, calculus));
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'object' && !only.encoded) {
    const values = calculus.intersection(calculus.known(language), calculus.domain(only.field));
    return isEmpty(values) ? [] : [new Map([[only.field, values]])];
  }
  return splitAutomaton(parts, language.automaton, calculus);
}

/** Each state between two parts is looked at once: what may follow does not depend on how it was reached. */
function splitAutomaton(parts: readonly Part[], automaton: ReadonlyDFA, calculus: Calculus): readonly Box[] {
  const made = parts.map(() => new Map<State, readonly Box[]>());
  const from = (at: State, index: number): readonly Box[] => {
    const part = parts[index];
    if (part === undefined) return automaton.finals.has(at) ? [new Map()] : [];
    const boxes = made[index]?.get(at) ?? make(at, part, index + 1);
    made[index]?.set(at, boxes);
    return boxes;
  };
  const make = (at: State, part: Part, next: number): readonly Box[] => {
    if (typeof part === 'string') {
      const behind = walk(at, codePoints(part));
      return behind ? from(behind, next) : [];
    }
    const { ends, values } = fieldProduct(at, calculus.domain(part.field), part.encoded ?? false, calculus);
    return groupsOf(ends, (end) => from(end, next), calculus).flatMap(({ boxes, pairs }) => {
      const language = calculus.known(values(pairs));
      return boxes.flatMap((box) => withField(box, part.field, language, calculus));
    });
  };
  return from(automaton.initial, 0);
}

interface Group {
  readonly boxes: readonly Box[];
  readonly pairs: readonly Pair[];
}

/** The ends of a field by what may follow them, so that values with the same rest come in one box. */
function groupsOf(
  ends: ReadonlyMap<State, readonly Pair[]>,
  restOf: (end: State) => readonly Box[],
  calculus: Calculus,
): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const [end, pairs] of ends) {
    const boxes = restOf(end);
    if (boxes.length === 0) continue;
    const key = boxes.map((box) => [...box].map(([name, each]) => [name, calculus.numberOf(each)]).join()).join(';');
    groups.set(key, { boxes, pairs: [...(groups.get(key)?.pairs ?? []), ...pairs] });
  }
  return [...groups.values()];
}
