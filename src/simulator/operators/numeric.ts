import { comparisons } from './comparison';

/**
 * Numbers, by size.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Numeric
 */
export const numeric = comparisons('Numeric', (text) => (/^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : NaN));
