import { fold, isPrimitive, numberOf } from './coerce';
import type { Value } from './value';

/** An operator that compares two values. */
export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** Compares as GitHub does: loosely, without regard to case. https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#operators */
export function compare(operator: Comparison, left: Value, right: Value): boolean {
  switch (operator) {
    case '==':
      return equals(left, right);
    case '!=':
      return !equals(left, right);
    case '<':
      return isLess(left, right);
    case '<=':
      return equals(left, right) || isLess(left, right);
    case '>':
      return isLess(right, left);
    case '>=':
      return equals(left, right) || isLess(right, left);
  }
}

/** Whether two values are equal; arrays and objects only if they are the same one. */
export function equals(left: Value, right: Value): boolean {
  if (!isPrimitive(left) || !isPrimitive(right)) return left === right;
  if (left === null && right === null) return true;
  if (typeof left === 'string' && typeof right === 'string') return fold(left) === fold(right);
  return numberOf(left) === numberOf(right);
}

function isLess(left: Value, right: Value): boolean {
  if (!isPrimitive(left) || !isPrimitive(right)) return false;
  if (left === null && right === null) return false;
  if (typeof left === 'string' && typeof right === 'string') return fold(left) < fold(right);
  return numberOf(left) < numberOf(right);
}
