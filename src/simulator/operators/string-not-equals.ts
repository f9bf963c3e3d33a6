import type { Operator } from './operator';
import { stringEquals } from './string-equals';

/**
 * None of the values, compared as {@link stringEquals} does.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String
 */
export const stringNotEquals: Operator = { name: 'StringNotEquals', negated: true, matches: stringEquals.matches };
