import { judgeCondition } from './condition';
import type { ConditionOutcome, StatementOutcome } from './explanation';
import { fits } from './glob';
import type { PolicyPrincipal, PolicyStatement } from './policy';
import { policyValue } from './policy-value';
import type { Request } from './request';
import { all } from './tri';

/** The one action by which a web identity assumes a role. */
export const ACTION = 'sts:AssumeRoleWithWebIdentity';

/** Judges a statement: it matches if its principal, its action and all its conditions do. */
export function judgeStatement(
  statement: PolicyStatement,
  index: number,
  request: Request,
  hasVariables: boolean,
): StatementOutcome {
  const { sid, effect } = statement;
  const conditions = [
    ...judgePrincipal(statement, request),
    ...judgeAction(statement),
    ...statement.conditions.map((condition) => judgeCondition(condition, request, hasVariables)),
  ];
  return { index, sid, effect, matched: all(conditions.map(({ matched }) => matched)), conditions };
}

/** Nothing if the principal matches, else the outcome that says so. */
function judgePrincipal({ principals }: PolicyStatement, { issuerHost }: Request): readonly ConditionOutcome[] {
  const { negated, members } = principals;
  if (members.some((principal) => isCaller(principal, issuerHost)) !== negated) return [];
  const operator = negated ? 'NotPrincipal' : 'Principal';
  const types = [...new Set(members.map(({ type }) => type))].join(', ');
  const values = members.map(({ identifier }) => identifier);
  const claim = `oidc-provider/${issuerHost}`;
  return [{ operator, key: types, policy_values: values, claim, matched: false, reason: 'other-principal' }];
}

/**
 * Whether a principal is the token's issuer. IAM looks for the provider in the role's own account, so that the account in the
 * ARN does not matter here.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function isCaller({ type, identifier }: PolicyPrincipal, issuerHost: string): boolean {
  if (identifier === '*') return type === '*' || type === 'AWS' || type === 'Federated';
  return type === 'Federated' && providerHost(identifier) === issuerHost;
}

/** The issuer of an OIDC provider's ARN, or nothing if it is no such ARN. */
export function providerHost(arn: string): string | undefined {
  return /^arn:[^:]+:iam::[^:]*:oidc-provider\/(.+)$/.exec(arn)?.[1];
}

function judgeAction({ actions: { negated, members } }: PolicyStatement): readonly ConditionOutcome[] {
  const matches = (pattern: string) => fits(policyValue(pattern.toLowerCase(), false), ACTION.toLowerCase());
  if (members.some(matches) !== negated) return [];
  const operator = negated ? 'NotAction' : 'Action';
  return [{ operator, key: '', policy_values: members, claim: ACTION, matched: false, reason: 'other-action' }];
}
