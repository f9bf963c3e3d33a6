import type { Reason } from './reasons';
import type { Tri } from './tri';

/**
 * What IAM would decide, by the names of its own simulation; `undetermined` where it hangs on what is not known here.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export type Decision = 'allowed' | 'explicitDeny' | 'implicitDeny' | 'undetermined';

/**
 * One condition of a statement. A statement's principal or action stands here, too, where it does not match: `operator` is then
 * the policy element.
 */
export interface ConditionOutcome {
  readonly operator: string;
  readonly key: string;
  readonly policy_values: readonly string[];
  /** What the request presents; `null` if nothing, or if it is not known. */
  readonly claim: string | readonly string[] | null;
  readonly matched: Tri;
  /** Why it failed or is unknown, or held without a value. */
  readonly reason: Reason | null;
}

/** One statement of the policy. */
export interface StatementOutcome {
  readonly index: number;
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  readonly matched: Tri;
  readonly conditions: readonly ConditionOutcome[];
}

/** The decision, and all that led to it. */
export interface Simulation {
  readonly decision: Decision;
  readonly statements: readonly StatementOutcome[];
  /** Claims of the token that no condition can see. */
  readonly ignored_claims: readonly string[];
  /** What the policy and the token alone do not tell. */
  readonly caveats: readonly string[];
}
