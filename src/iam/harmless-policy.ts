import { ADMINISTRATOR_POLICIES } from './managed-policies';
import type { Statement } from './policy-document';
import { arnsOverlap, variablesAsWildcards } from './wildcards';

/**
 * Whether a statement allows what it allows only with certain policies, named by a condition key (`iam:PolicyARN`,
 * `iam:PermissionsBoundary`), none of which makes an administrator. A condition that also holds without the key requires nothing.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html#awsidentityandaccessmanagementiam-policy-keys
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists
 */
export function requiresHarmlessPolicy({ conditions }: Statement, conditionKey: string): boolean {
  const own = conditions.filter(({ key }) => key.toLowerCase() === conditionKey.toLowerCase());
  const isPresent = own.some(
    ({ operator, values }) => operator === 'Null' && values.every((value) => value === 'false'),
  );
  const form = isPresent ? WHERE_PRESENT : ALWAYS;
  return own.some(({ operator, values }) => form.test(operator) && values.every(isHarmless));
}

const ALWAYS = /^(ForAnyValue:)?(String(Equals|EqualsIgnoreCase|Like)|Arn(Equals|Like))$/;
const WHERE_PRESENT = /^(ForA(ny|ll)Values?:)?(String(Equals|EqualsIgnoreCase|Like)|Arn(Equals|Like))(IfExists)?$/;

function isHarmless(policy: string): boolean {
  const wanted = variablesAsWildcards(policy).toLowerCase();
  return !ADMINISTRATOR_POLICIES.some((name) => arnsOverlap(wanted, `arn:*:iam::aws:policy/${name}`.toLowerCase()));
}
