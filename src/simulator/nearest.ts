import type { ConditionOutcome } from './explanation';
import { readOperator } from './condition-operator';
import { policyValue } from './policy-value';

/** The trusted value that comes nearest to the one presented, and where the two part. */
export interface NearestMiss {
  readonly trusted: string;
  readonly presented: string;
  /** The first segment of {@link presented} that differs, as offsets; segments lie between colons. */
  readonly from: number;
  readonly to: number;
}

/** For a condition that failed by its value, what would have been nearest; nothing for others. */
export function nearestMiss({ operator, policy_values, claim, matched }: ConditionOutcome): NearestMiss | undefined {
  const condition = readOperator(operator);
  if (
    !condition?.operator.name.startsWith('String') ||
    condition.operator.negated ||
    matched !== false ||
    typeof claim !== 'string'
  )
    return undefined;
  const segments = claim.split(':');
  const same = (wanted: string | undefined, given: string) =>
    wanted !== undefined && condition.operator.matches(policyValue(wanted, true), given) === true;
  const agreeing = (trusted: string) => {
    const others = trusted.split(':');
    const first = segments.findIndex((segment, i) => !same(others[i], segment));
    return first === -1 ? segments.length : first;
  };
  const [best] = policy_values
    .map((trusted) => ({ trusted, agree: agreeing(trusted), alike: commonStart(trusted, claim) }))
    .sort((a, b) => b.agree - a.agree || b.alike - a.alike);
  if (!best) return undefined;
  const from = segments.slice(0, best.agree).reduce((length, segment) => length + segment.length + 1, 0);
  return {
    trusted: best.trusted,
    presented: claim,
    from: Math.min(from, claim.length),
    to: Math.min(from + (segments[best.agree]?.length ?? 0), claim.length),
  };
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
