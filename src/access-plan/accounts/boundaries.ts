import type { Problems } from '../../diagnostics/diagnostic';
import type { Location } from '../../diagnostics/source';
import { type AccountId, iamArn } from '../../iam/arn';
import { POLICY_NAME_WITH_PATH } from '../../iam/iam-names';

/** What a binding writes to take a boundary off; a policy of that name is written `/none`. */
export const NO_BOUNDARY = 'none';

/**
 * The ARN of a boundary, from the name of a policy of the account or from an ARN. IAM takes managed policies only, the account's
 * own and those of AWS. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function resolveBoundary(
  account: AccountId,
  text: string,
  at: Location,
  problems: Problems,
): string | undefined {
  const arn = text.startsWith('arn:') ? text : iamArn(account, `policy/${text.replace(/^\//, '')}`);
  const reason = boundaryProblem(account, arn, text);
  if (reason !== undefined)
    problems.error('invalid-value', at, `\`${text}\` cannot be a permissions boundary: ${reason}`);
  return arn;
}

function boundaryProblem({ partition, id }: AccountId, arn: string, text: string): string | undefined {
  if (text === NO_BOUNDARY)
    return '`none` stands at the role of a binding, to take a boundary off; a policy of that name is written `/none`';
  const [, itsPartition = '', service, region, owner = '', ...rest] = arn.split(':');
  const [, kind, name = ''] = /^([^/]*)\/(.*)$/.exec(rest.join(':')) ?? [];
  if (service !== 'iam' || region !== '' || kind !== 'policy' || !POLICY_NAME_WITH_PATH.test(name))
    return 'one is the name of a managed policy, with its path if it has one (`ci/boundary`), or the ARN of one';
  if (itsPartition !== partition) return `the account lies in the partition \`${partition}\``;
  return owner === id || owner === 'aws' ? undefined : `it has to be a policy of account ${id}, or of AWS`;
}
