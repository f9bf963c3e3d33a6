import { bool } from './bool';
import { date } from './date';
import { ipAddress, notIpAddress } from './ip-address';
import { nullCheck } from './null';
import { numeric } from './numeric';
import type { Operator } from './operator';
import { stringEquals } from './string-equals';
import { stringEqualsIgnoreCase } from './string-equals-ignore-case';
import { stringLike } from './string-like';
import { stringNotEquals } from './string-not-equals';
import { stringNotEqualsIgnoreCase } from './string-not-equals-ignore-case';
import { stringNotLike } from './string-not-like';

const EVALUATED: readonly Operator[] = [
  stringEquals,
  stringNotEquals,
  stringEqualsIgnoreCase,
  stringNotEqualsIgnoreCase,
  stringLike,
  stringNotLike,
  nullCheck,
  bool,
  ...numeric,
  ...date,
  ipAddress,
  notIpAddress,
];

const NOT_EVALUATED = ['BinaryEquals', 'ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'].map(unevaluated);

function unevaluated(name: string): Operator {
  return { name, negated: name.includes('Not'), matches: () => 'unknown' };
}

/**
 * All operators that IAM has.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const OPERATORS: readonly Operator[] = [...EVALUATED, ...NOT_EVALUATED];

/** Whether an operator compares here, or only stands for one that is not evaluated. */
export function isEvaluated(operator: Operator): boolean {
  return EVALUATED.includes(operator);
}
