import { managedPolicyContent } from './managed-policies';
import type { Statement } from './policy-document';

/**
 * Whether a statement allows what it allows only with certain policies, named by a condition key (`iam:PolicyARN`,
 * `iam:PermissionsBoundary`), none of which makes an administrator.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html#awsidentityandaccessmanagementiam-policy-keys
 */
export function requiresHarmlessPolicy({ conditions }: Statement, conditionKey: string): boolean {
  return conditions.some(
    ({ operator, key, values }) =>
      /^(String|Arn)(Equals|Like)$/.test(operator) &&
      key.toLowerCase() === conditionKey.toLowerCase() &&
      values.every((arn) => !arn.includes('*') && managedPolicyContent(arn)?.administrator === undefined),
  );
}
