import { allowedParts, covers, isDenied } from './grants';
import { ADMINISTRATOR_POLICIES } from './managed-policies';
import type { Statement } from './policy-document';
import { arnsOverlap, variablesAsWildcards } from './wildcards';

/**
 * Whether a statement allows what it allows only with certain policies, named by a condition key (`iam:PolicyARN`,
 * `iam:PermissionsBoundary`), none of which makes an administrator, nor may be made to by the statements beside it. A condition
 * that also holds without the key requires nothing.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html#awsidentityandaccessmanagementiam-policy-keys
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists
 */
export function requiresHarmlessPolicy(
  { conditions }: Statement,
  conditionKey: PolicyKey,
  statements: readonly Statement[],
): boolean {
  const own = conditions.filter(({ key }) => key.toLowerCase() === conditionKey.toLowerCase());
  const isPresent = own.some(
    ({ operator, values }) => operator === 'Null' && values.every((value) => value === 'false'),
  );
  const form = isPresent ? WHERE_PRESENT : ALWAYS;
  return own.some(
    ({ operator, values }) =>
      form.test(operator) && values.every((policy) => isHarmless(policy) && !mayWrite(policy, statements)),
  );
}

/** A condition key that names a policy. */
type PolicyKey = 'iam:PolicyARN' | 'iam:PermissionsBoundary';

const ALWAYS = /^(ForAnyValue:)?(String(Equals|EqualsIgnoreCase|Like)|Arn(Equals|Like))$/;
const WHERE_PRESENT = /^(ForA(ny|ll)Values?:)?(String(Equals|EqualsIgnoreCase|Like)|Arn(Equals|Like))(IfExists)?$/;

function isHarmless(policy: string): boolean {
  const wanted = variablesAsWildcards(policy).toLowerCase();
  return !ADMINISTRATOR_POLICIES.some((name) => arnsOverlap(wanted, `arn:*:iam::aws:policy/${name}`.toLowerCase()));
}

const REWRITING = ['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion'];
const OF_AN_ACCOUNT = `arn:*:iam::${'?'.repeat(12)}:policy/*`;

/** Whether statements allow to say what a policy says: to rewrite it, or to make one of its name if that is a pattern. */
function mayWrite(policy: string, statements: readonly Statement[]): boolean {
  const arn = variablesAsWildcards(policy);
  if (!arnsOverlap(arn, OF_AN_ACCOUNT)) return false;
  const isPattern = /[*?]/.test(arn.split(':policy/', 2)[1] ?? arn);
  const actions = isPattern ? [...REWRITING, 'iam:CreatePolicy'] : REWRITING;
  return allowedParts(statements).some(
    ({ statement, includes }) =>
      !isOfOtherActions(statement) &&
      actions.some((action) => includes(action) && covers(statement, arn) && !isDenied(statements, action, arn)),
  );
}

/** Requests that write policies have none of these keys. */
function isOfOtherActions({ conditions }: Statement): boolean {
  return conditions.some(
    ({ operator, key }) => ALWAYS.test(operator) && /^iam:(PolicyARN|PermissionsBoundary)$/i.test(key),
  );
}
