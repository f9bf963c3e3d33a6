import type { Operator } from '../../src/simulator/operators/operator';
import { policyValue } from '../../src/simulator/policy-value';
import type { Tri } from '../../src/simulator/tri';

/** A value of a policy, what the request presents to it, and whether they match. */
export type OperatorRow = readonly [value: string, presented: string, matches: Tri];

/** Tests what an operator makes of values, in a policy of Version 2012-10-17. */
export function testOperator(operator: Operator, rows: readonly OperatorRow[]): void {
  it.each(rows)(`${operator.name} %j: %j is %p`, (value, presented, matches) => {
    expect(operator.matches(policyValue(value, true), presented)).toBe(matches);
  });
}
