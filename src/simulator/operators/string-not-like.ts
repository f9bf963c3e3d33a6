import type { Operator } from './operator';
import { stringLike } from './string-like';

/**
 * None of the patterns, compared as {@link stringLike} does.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String
 */
export const stringNotLike: Operator = { name: 'StringNotLike', negated: true, matches: stringLike.matches };
