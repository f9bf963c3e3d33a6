import { literalText } from '../policy-value';
import type { Operator } from './operator';

/**
 * Whether the key is absent, which `"true"` requires and `"false"` forbids: what is presented to it is `true` for an absent key.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null
 */
export const nullCheck: Operator = {
  name: 'Null',
  negated: false,
  matches: (value, presented) => literalText(value)?.toLowerCase() === presented,
};
