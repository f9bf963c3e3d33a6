import type { ReadonlyDFA } from 'refa';
import { type Language, difference, isEmpty, isInfinite, automatonOf } from './language';

/** A language as a reader takes it in: everything, all but a few texts, a few texts, or what all its texts begin with. */
export type Described =
  | { readonly kind: 'any' }
  | { readonly kind: 'all but'; readonly words: readonly string[] }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'pattern'; readonly pattern: string };

/** Beyond so many texts a list says less than what they have in common. */
const MAX_LISTED = 20;

/** Describes a language, given all values that the field can have. */
export function described(language: Language, domain: Language): Described {
  if (language.kind === 'words' && language.words.size <= MAX_LISTED)
    return { kind: 'words', words: [...language.words].sort() };
  if (isEmpty(difference(domain, language))) return { kind: 'any' };
  const automaton = automatonOf(language);
  if (!isInfinite(language)) {
    const some = firstWords(automaton, MAX_LISTED + 1);
    if (some.length <= MAX_LISTED) return { kind: 'words', words: [...some].sort() };
  }
  const exceptions = exceptionsOf(language, domain);
  return exceptions ? { kind: 'all but', words: exceptions } : { kind: 'pattern', pattern: `${prefixOf(automaton)}*` };
}

function exceptionsOf(language: Language, domain: Language): readonly string[] | undefined {
  const left = difference(domain, language);
  if (isEmpty(left) || isInfinite(left)) return undefined;
  const some = firstWords(automatonOf(left), MAX_LISTED + 1);
  return some.length <= MAX_LISTED ? [...some].sort() : undefined;
}

function firstWords(automaton: ReadonlyDFA, count: number): readonly string[] {
  const found: string[] = [];
  for (const word of automaton.words()) {
    found.push(String.fromCodePoint(...word));
    if (found.length === count) break;
  }
  return found;
}

/** What every text of the language begins with. */
function prefixOf(automaton: ReadonlyDFA): string {
  let node = automaton.initial;
  let text = '';
  while (!automaton.finals.has(node)) {
    const [[characters, next] = [], ...others] = [...node.out];
    if (!characters || !next || others.length > 0 || characters.min !== characters.max) break;
    text += String.fromCodePoint(characters.min);
    node = next;
  }
  return text;
}
