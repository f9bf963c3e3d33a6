import type { Operator } from './operator';
import { stringEqualsIgnoreCase } from './string-equals-ignore-case';

/**
 * None of the values, compared as {@link stringEqualsIgnoreCase} does.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String
 */
export const stringNotEqualsIgnoreCase: Operator = {
  name: 'StringNotEqualsIgnoreCase',
  negated: true,
  matches: stringEqualsIgnoreCase.matches,
};
