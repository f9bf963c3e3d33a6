import { comparisons } from './comparison';

/**
 * Moments, by time: as ISO 8601 or in seconds since 1970.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 */
export const date = comparisons('Date', (text) => {
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  return /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/.test(text) ? Date.parse(text) : NaN;
});
