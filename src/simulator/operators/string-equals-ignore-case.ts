import { literalText } from '../policy-value';
import type { Operator } from './operator';

/**
 * The same text, whatever its letter case; `*` and `?` stand for themselves.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String
 */
export const stringEqualsIgnoreCase: Operator = {
  name: 'StringEqualsIgnoreCase',
  negated: false,
  matches: (value, presented) => {
    const wanted = literalText(value);
    return wanted === undefined ? 'unknown' : wanted.toLowerCase() === presented.toLowerCase();
  },
};
