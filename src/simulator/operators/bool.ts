import { literalText } from '../policy-value';
import type { Operator } from './operator';

/**
 * The same of `true` and `false`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Boolean
 */
export const bool: Operator = {
  name: 'Bool',
  negated: false,
  matches: (value, presented) => {
    const wanted = literalText(value);
    return wanted === undefined ? 'unknown' : wanted.toLowerCase() === presented.toLowerCase();
  },
};
