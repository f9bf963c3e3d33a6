import type { AccountPlan } from '../access-plan/access-plan';
import { type Partition, partitionOf } from '../iam/partition';
import { jsonLayout } from './json-layout';
import { notDone } from './not-done';
import { portableIn } from './portable';
import { type PlacedResource, accountResources } from './resources';

/** The template of an account. Accounts that differ only in what CloudFormation fills in have the same text. */
export interface AccountTemplate {
  readonly account: AccountPlan;
  readonly partition: Partition;
  readonly resources: readonly PlacedResource[];
  readonly text: string;
}

/** What a stack may have: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
export const LIMITS = { resources: 500, bytes: 1_048_576, inlineBytes: 51_200 } as const;

/** The templates of all accounts that have anything; CloudFormation takes none without resources. */
export function accountTemplates(accounts: readonly AccountPlan[]): readonly AccountTemplate[] {
  return accounts.flatMap((account) => {
    const resources = account.retired ? [] : accountResources(account);
    if (resources.length === 0) return [];
    const partition = partitionOf(account.region);
    if (!partition) throw new Error(`internal error: ${account.region} is in no partition`);
    return [{ account, partition, resources, text: templateText(resources, { id: account.id, partition }) }];
  });
}

/** A template of these resources. */
export function templateText(resources: readonly PlacedResource[], account: Parameters<typeof portableIn>[0]): string {
  const portable = portableIn(account);
  return jsonLayout({
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'Which GitHub Actions jobs may assume which roles, written by oidc-bindings',
    Metadata: { 'oidc-bindings': { not_in_cloudformation: notDone(resources) } },
    Resources: Object.fromEntries(
      resources.map(({ id, resource: { Properties, ...rest } }) => [id, { ...rest, Properties: portable(Properties) }]),
    ),
  });
}
