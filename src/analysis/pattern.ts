import { type PolicyValue, policyValue } from '../simulator/policy-value';
import { type Language, matching, words } from './language';

/** What a value of a policy lets through, or that only STS can say it: the value holds a policy variable. */
export type ValueLanguage = Language | 'unknown';

/** How an operator compares text. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String */
export type Comparison = 'equals' | 'equals-ignore-case' | 'like';

/** The texts that a policy's value lets through. */
export function valueLanguage(text: string, comparison: Comparison, hasVariables: boolean): ValueLanguage {
  const value = policyValue(text, hasVariables);
  if (value.some(({ kind }) => kind === 'variable')) return 'unknown';
  const literal = value.map((part) => part.text).join('');
  if (comparison === 'equals') return words(literal);
  if (comparison === 'equals-ignore-case')
    return /[a-z]/i.test(literal) ? matching(escaped(literal), true) : words(literal);
  return value.every(({ kind }) => kind === 'literal') ? words(literal) : matching(expression(value));
}

/** `*` is any run of characters, `/` and `:` included, and `?` any one. */
function expression(value: PolicyValue): string {
  const sources = value.map(({ kind, text }) => (kind === 'literal' ? escaped(text) : text === '*' ? '[^]*' : '[^]'));
  return sources.join('');
}

function escaped(literal: string): string {
  return Array.from(literal, (char) => `\\u{${(char.codePointAt(0) as number).toString(16)}}`).join('');
}
