import { fits } from '../glob';
import { literalText } from '../policy-value';
import type { Operator } from './operator';

/**
 * A text of the pattern's form, by letter case, too: `*` stands for any run of characters, `/` and `:` included, `?` for one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String
 */
export const stringLike: Operator = {
  name: 'StringLike',
  negated: false,
  matches: (value, presented) => (literalText(value) === undefined ? 'unknown' : fits(value, presented)),
};
