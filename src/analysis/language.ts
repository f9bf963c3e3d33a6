import type { ReadonlyDFA, TransitionIterator } from 'refa';

/**
 * A set of texts, decided exactly: the few that it holds one by one, or a regular language as a deterministic automaton over
 * code points. All operations give new values.
 */
export type Language =
  | { readonly kind: 'words'; readonly words: ReadonlySet<string> }
  | { readonly kind: 'automaton'; readonly automaton: ReadonlyDFA };

/** The automata of `refa`: loaded by what decides something, and by nothing else. */
export function refa(): typeof import('refa') {
  return require('refa') as typeof import('refa');
}

/** The greatest code point. */
export const MAX_CHARACTER = 0x10ffff;

/** No text at all. */
export const NOTHING: Language = { kind: 'words', words: new Set() };

/** These texts. */
export function words(...texts: readonly string[]): Language {
  return { kind: 'words', words: new Set(texts) };
}

/** The texts that match a regular expression as a whole; it has no assertions and no back-references. */
export function matching(source: string, ignoreCase = false): Language {
  const { JS, NFA } = refa();
  const { expression } = JS.Parser.fromLiteral({ source, flags: ignoreCase ? 'iu' : 'u' }).parse();
  return fromAutomaton(NFA.fromRegex(expression, { maxCharacter: MAX_CHARACTER }).transitionIterator());
}

/** The language of an automaton, least states. */
export function fromAutomaton<S>(transitions: TransitionIterator<S>): Language {
  const automaton = refa().DFA.fromTransitionIterator(transitions, { maxCharacter: MAX_CHARACTER });
  automaton.minimize();
  return automaton.isEmpty ? NOTHING : { kind: 'automaton', automaton };
}

/** A text as automata read it. */
export function codePoints(text: string): readonly number[] {
  return Array.from(text, (char) => char.codePointAt(0) as number);
}

/** Whether a text is in the language. */
export function has(language: Language, text: string): boolean {
  return language.kind === 'words' ? language.words.has(text) : language.automaton.test(codePoints(text));
}

/** Whether it holds no text. */
export function isEmpty(language: Language): boolean {
  return language.kind === 'words' ? language.words.size === 0 : language.automaton.isEmpty;
}

/** Whether it holds endlessly many. */
export function isInfinite(language: Language): boolean {
  return language.kind === 'automaton' && !language.automaton.isFinite;
}

/** The texts in both. */
export function intersection(a: Language, b: Language): Language {
  if (a.kind === 'words') return { kind: 'words', words: new Set([...a.words].filter((word) => has(b, word))) };
  if (b.kind === 'words') return intersection(b, a);
  return ofDfa(refa().DFA.fromIntersection(a.automaton, b.automaton));
}

/** The texts in one or the other. */
export function union(a: Language, b: Language): Language {
  if (a.kind === 'words' && b.kind === 'words') return { kind: 'words', words: new Set([...a.words, ...b.words]) };
  if (isEmpty(a)) return b;
  if (isEmpty(b)) return a;
  const { NFA } = refa();
  const both = NFA.fromFA(automatonOf(a));
  both.union(automatonOf(b));
  return fromAutomaton(both.transitionIterator());
}

/** The texts in `a` and not in `b`. */
export function difference(a: Language, b: Language): Language {
  if (a.kind === 'words') return { kind: 'words', words: new Set([...a.words].filter((word) => !has(b, word))) };
  if (isEmpty(b)) return a;
  const { DFA } = refa();
  const others = DFA.fromFA(automatonOf(b));
  others.complement();
  return ofDfa(DFA.fromIntersection(a.automaton, others));
}

/** The automaton of a language. */
export function automatonOf(language: Language): ReadonlyDFA {
  if (language.kind === 'automaton') return language.automaton;
  return refa().DFA.fromWords([...language.words].map(codePoints), { maxCharacter: MAX_CHARACTER });
}

function ofDfa(automaton: InstanceType<typeof import('refa').DFA>): Language {
  automaton.minimize();
  return automaton.isEmpty ? NOTHING : { kind: 'automaton', automaton };
}
