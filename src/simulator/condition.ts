import type { ConditionOutcome } from './explanation';
import { isEvaluated } from './operators/registry';
import type { PolicyCondition } from './policy';
import { type PolicyValue, policyValue } from './policy-value';
import type { Reason } from './reasons';
import { type Request, lookUp } from './request';
import { type Tri, all, any, not } from './tri';
import { whyNot } from './why-not';

interface Outcome {
  readonly matched: Tri;
  readonly reason: Reason | null;
}

/** Judges one condition. */
export function judgeCondition(condition: PolicyCondition, request: Request, hasVariables: boolean): ConditionOutcome {
  const { operator, key, values } = condition;
  const entry = lookUp(request, key);
  const claim = entry.state === 'present' ? scalarIfOne(entry.values) : null;
  const parsed = values.map((text) => policyValue(text, hasVariables));
  const outcome = (): Outcome => {
    if (entry.state === 'unknown') return { matched: 'unknown', reason: entry.reason };
    if (operator.operator.name === 'Null') return judgeNull(condition, parsed, entry);
    if (entry.state === 'absent') return judgeAbsent(condition, entry.reason);
    return judgePresent(condition, parsed, entry.values, hasVariables);
  };
  return { operator: operator.text, key, policy_values: values, claim, ...outcome() };
}

function judgeNull(
  { operator: { operator } }: PolicyCondition,
  values: readonly PolicyValue[],
  entry: { readonly state: string; readonly reason?: Reason },
): Outcome {
  const isAbsent = entry.state === 'absent';
  const matched = any(values.map((value) => operator.matches(value, String(isAbsent))));
  return { matched, reason: matched === false ? (entry.reason ?? 'key-present') : null };
}

/**
 * What an absent key makes of a condition. `ForAnyValue:` wins over `…IfExists` and over negations: there is no value that could
 * satisfy it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
function judgeAbsent({ operator: { set, ifExists, operator } }: PolicyCondition, reason: Reason): Outcome {
  const passes = set !== 'ForAnyValue' && (ifExists || set === 'ForAllValues' || operator.negated);
  return passes ? { matched: true, reason: 'absent-passes' } : { matched: false, reason };
}

function judgePresent(
  condition: PolicyCondition,
  values: readonly PolicyValue[],
  given: readonly string[],
  hasVariables: boolean,
): Outcome {
  const { set, operator } = condition.operator;
  if (!isEvaluated(operator)) return { matched: 'unknown', reason: 'operator-not-evaluated' };
  // To set operators an empty text is no value at all.
  const presented = set ? given.filter((value) => value !== '') : given;
  if (presented.length === 0) return judgeAbsent(condition, 'claim-absent');
  if (!set && presented.length > 1) return { matched: 'unknown', reason: 'several-values' };
  const each = presented.map((value) => {
    const fits = any(values.map((wanted) => operator.matches(wanted, value)));
    return operator.negated ? not(fits) : fits;
  });
  const matched = set === 'ForAnyValue' ? any(each) : all(each);
  if (matched === true) return { matched, reason: null };
  if (matched === 'unknown')
    return { matched, reason: operator.name.startsWith('String') ? 'policy-variable' : 'operator-not-evaluated' };
  if (operator.negated) return { matched, reason: 'value-excluded' };
  const failed = presented[each.indexOf(false)] as string;
  return { matched, reason: whyNot(condition, values, failed, hasVariables) };
}

function scalarIfOne(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? (values[0] as string) : values;
}
