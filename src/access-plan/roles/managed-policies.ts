import type { Permission } from '../../bindings/bindings';
import type { Problems } from '../../diagnostics/diagnostic';
import { type Location, child } from '../../diagnostics/source';
import { iamArn, managedPolicyArn } from '../../iam/arn';
import { POLICY_NAME } from '../../iam/iam-names';
import type { AccountContext } from '../accounts/accounts';
import type { ManagedPolicyPlan } from '../access-plan';

/** A managed policy and where it is named. */
export interface PlacedPolicy {
  readonly policy: ManagedPolicyPlan;
  readonly at: Location;
}

/** The managed policies that a permissions entry names, AWS's or the account's own, each with its place; none for other entries. */
export function managedPolicies(
  { managed = [], policy }: Permission,
  account: AccountContext,
  at: Location,
  problems: Problems,
): readonly PlacedPolicy[] {
  const placed = (place: Location, found: ManagedPolicyPlan | undefined) =>
    found ? [{ policy: found, at: place }] : [];
  const own = child(at, 'policy');
  return [
    ...managed.flatMap((name, i) => {
      const place = child(at, 'managed', i);
      return placed(place, awsPolicy(name, account, place, problems));
    }),
    ...(policy === undefined ? [] : placed(own, ownPolicy(policy, account, own, problems))),
  ];
}

function awsPolicy(
  text: string,
  { partition }: AccountContext,
  at: Location,
  problems: Problems,
): ManagedPolicyPlan | undefined {
  const name = text.replace(/^arn:[a-z-]+:iam::aws:policy\//, '');
  if (!isPathAndName(name)) {
    const own = text.startsWith('arn:') ? '\na policy of the account itself is named by `policy: NAME`' : '';
    problems.error(
      'invalid-value',
      at,
      `\`${text}\` is not the name of an AWS-managed policy, as \`ReadOnlyAccess\` or \`job-function/ViewOnlyAccess\`${own}`,
    );
    return undefined;
  }
  return { key: [name], arn: managedPolicyArn(partition, name) };
}

function ownPolicy(
  text: string,
  account: AccountContext,
  at: Location,
  problems: Problems,
): ManagedPolicyPlan | undefined {
  if (!isPathAndName(text)) {
    problems.error(
      'invalid-value',
      at,
      `\`${text}\` is not the name of a policy, with its path before it if it has one: \`ci/deploy\``,
    );
    return undefined;
  }
  return { key: ['account', text], arn: iamArn(account, `policy/${text}`) };
}

function isPathAndName(text: string): boolean {
  const [name = '', ...path] = text.split('/').reverse();
  return POLICY_NAME.test(name) && path.every((part) => POLICY_NAME.test(part)) && text.length <= 512;
}
