import { literalText } from '../policy-value';
import type { Operator } from './operator';

/**
 * The same text, by letter case, too; `*` and `?` stand for themselves.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String
 */
export const stringEquals: Operator = {
  name: 'StringEquals',
  negated: false,
  matches: (value, presented) => {
    const wanted = literalText(value);
    return wanted === undefined ? 'unknown' : wanted === presented;
  },
};
