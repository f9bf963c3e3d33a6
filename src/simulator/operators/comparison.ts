import { literalText } from '../policy-value';
import type { Operator } from './operator';

/** The six operators that compare by size; what `read` makes no number of is unknown. */
export function comparisons(family: 'Numeric' | 'Date', read: (text: string) => number): readonly Operator[] {
  const operator = (
    suffix: string,
    holds: (presented: number, wanted: number) => boolean,
    negated = false,
  ): Operator => ({
    name: `${family}${suffix}`,
    negated,
    matches: (value, presented) => {
      const [given, wanted] = [read(presented), read(literalText(value) ?? '')];
      return Number.isNaN(given) || Number.isNaN(wanted) ? 'unknown' : holds(given, wanted);
    },
  });
  return [
    operator('Equals', (presented, wanted) => presented === wanted),
    operator('NotEquals', (presented, wanted) => presented === wanted, true),
    operator('LessThan', (presented, wanted) => presented < wanted),
    operator('LessThanEquals', (presented, wanted) => presented <= wanted),
    operator('GreaterThan', (presented, wanted) => presented > wanted),
    operator('GreaterThanEquals', (presented, wanted) => presented >= wanted),
  ];
}
