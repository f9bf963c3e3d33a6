import type { CharSet, DFA } from 'refa';
import type { Box } from './box';
import { type Field, domainLanguage } from './fields';
import * as pure from './language';
import { type Language, MAX_CHARACTER } from './language';
import { isFew } from './few';
import { languageKey } from './language-key';
import { type Comparison, type ValueLanguage, valueLanguage } from './pattern';

/** What the values of a condition let through together. */
export interface Values {
  readonly language: Language;
  /** Whether one of them holds a policy variable, so that there may be more. */
  readonly open: boolean;
}

/**
 * Operations on languages that remember what they were asked: equal languages are one object, and what was worked out for a
 * pair of them is not worked out again. It grows with what it is asked, and lives as long as the comparison that it serves.
 */
export interface Calculus {
  /** The one object for a language. */
  readonly known: (language: Language) => Language;
  /** A number for a known language, which no other has. */
  readonly numberOf: (language: Language) => number;
  /** Where an automaton can go from a state, and by which characters. */
  readonly steps: (state: DFA.ReadonlyNode) => ReadonlyMap<DFA.ReadonlyNode, CharSet>;
  /** What was worked out under this key, or is now. */
  readonly once: (key: string, make: () => readonly Box[]) => readonly Box[];
  /** All values of a field. */
  readonly domain: (field: Field) => Language;
  /** The texts that any of a policy's values lets through, and whether one of them is known to STS alone. */
  readonly values: (texts: readonly string[], comparison: Comparison, hasVariables: boolean) => Values;
  readonly intersection: (a: Language, b: Language) => Language;
  readonly union: (a: Language, b: Language) => Language;
  readonly difference: (a: Language, b: Language) => Language;
  readonly isWithin: (a: Language, b: Language) => boolean;
  /** As {@link isFew}. */
  readonly isFew: (language: Language) => boolean;
}

/** A calculus that knows nothing yet. */
export function createCalculus(): Calculus {
  const byKey = new Map<string, Language>();
  const domains = new Map<Field, Language>();
  const known = (language: Language): Language => {
    const key = languageKey(language);
    const first = byKey.get(key);
    if (!first) byKey.set(key, language);
    return first ?? language;
  };
  const remembered = (operation: (a: Language, b: Language) => Language, whenSame: (a: Language) => Language) => {
    const results = new Map<Language, Map<Language, Language>>();
    return (a: Language, b: Language): Language => {
      if (a === b) return whenSame(a);
      const row = results.get(a) ?? new Map<Language, Language>();
      results.set(a, row);
      const result = row.get(b) ?? known(operation(a, b));
      row.set(b, result);
      return result;
    };
  };
  const nothing = known(pure.NOTHING);
  const same = (language: Language) => language;
  const union = remembered(pure.union, same);
  const difference = remembered(pure.difference, () => nothing);
  const valueSets = new Map<string, Values>();
  const numbers = new Map<Language, number>();
  const boxes = new Map<string, readonly Box[]>();
  const few = new WeakMap<Language, boolean>();
  const inverted = new WeakMap<DFA.ReadonlyNode, ReadonlyMap<DFA.ReadonlyNode, CharSet>>();
  return {
    known,
    numberOf: (language) => {
      const number = numbers.get(language) ?? numbers.size;
      numbers.set(language, number);
      return number;
    },
    steps: (state) => {
      const steps = inverted.get(state) ?? state.out.invert(MAX_CHARACTER);
      inverted.set(state, steps);
      return steps;
    },
    once: (key, make) => {
      const result = boxes.get(key) ?? make();
      boxes.set(key, result);
      return result;
    },
    domain: (field) => {
      const language = domains.get(field) ?? known(domainLanguage(field));
      domains.set(field, language);
      return language;
    },
    intersection: remembered(pure.intersection, same),
    union,
    values: (texts, comparison, hasVariables) => {
      const key = JSON.stringify([texts, comparison, hasVariables]);
      const each = () => texts.map((text) => valueLanguage(text, comparison, hasVariables));
      const made = valueSets.get(key) ?? valuesOf(each(), (a, b) => union(known(a), known(b)));
      valueSets.set(key, made);
      return made;
    },
    difference,
    isWithin: (a, b) => difference(a, b) === nothing,
    isFew: (language) => {
      const result = few.get(language) ?? isFew(language);
      few.set(language, result);
      return result;
    },
  };
}

function valuesOf(each: readonly ValueLanguage[], union: (a: Language, b: Language) => Language): Values {
  const languages = each.filter((language) => language !== 'unknown');
  return { language: languages.reduce(union, pure.NOTHING), open: languages.length < each.length };
}

/** The same calculus, for tokens in which fields are bounded by others. */
export function inShape(calculus: Calculus, domainOf: (field: Field) => Field): Calculus {
  return { ...calculus, domain: (field) => calculus.domain(domainOf(field)) };
}
