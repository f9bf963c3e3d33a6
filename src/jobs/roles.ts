import type { Access } from '../access-plan/resolve';
import type { ResolvedRole } from '../access-plan/roles/roles';
import { compareText } from '../diagnostics/diagnostic';
import { policyJson } from '../iam/policy-document';
import { type TrustPolicy, readPolicy } from '../simulator/policy';
import type { JobToken } from './token';
import { type Verdict, judge } from './verdict';

/** A role, with its trust policy as IAM reads it. */
export interface JudgedRole {
  readonly role: ResolvedRole;
  readonly policy: TrustPolicy;
}

/** What a job gets of one role. */
export interface RoleVerdict extends Verdict {
  readonly account: string;
  readonly binding: string;
  readonly role_arn: string;
}

/** A role with the policy that is emitted for it. */
export function judgedRole(role: ResolvedRole): JudgedRole {
  return { role, policy: readPolicy(policyJson(role.plan.trust)) };
}

/** The roles of the bindings, with the policies that are emitted for them. */
export function judgedRoles({ roles }: Access): readonly JudgedRole[] {
  return roles.map(judgedRole);
}

/** Judges the tokens that a job may have by every role, in the order of accounts and bindings. */
export function judgeRoles(
  roles: readonly JudgedRole[],
  tokens: readonly JobToken[],
  issuerHost: string,
  event?: string,
): readonly RoleVerdict[] {
  return roles
    .map(({ role: { account, plan }, policy }) => ({
      account: account.name,
      binding: plan.binding,
      role_arn: plan.arn,
      ...judge(policy, tokens, issuerHost, event),
    }))
    .sort((a, b) => compareText(a.account, b.account) || compareText(a.binding, b.binding));
}
