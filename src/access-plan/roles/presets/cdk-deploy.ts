import { iamArn } from '../../../iam/arn';
import { partitionOf } from '../../../iam/partition';
import { type Preset, allow } from './preset';

const ROLES = ['deploy', 'file-publishing', 'image-publishing', 'lookup'];

/**
 * Assumes the roles that `cdk bootstrap` made for the CDK's command line. What they may do is up to the bootstrap, whose
 * execution role is an administrator unless it was told otherwise. That one is CloudFormation's and not assumed.
 * https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
 */
export const cdkDeploy: Preset<'cdk-deploy'> = ({ qualifier = 'hnb659fds', region }, account, refuse) => {
  region?.forEach((each, i) => {
    if (partitionOf(each) !== account.partition)
      refuse(`\`${each}\` is not a region of ${account.partition}, in which the account lies`, 'region', i);
  });
  const regions = region ?? [account.region];
  const names = regions.flatMap((each) => ROLES.map((role) => `cdk-${qualifier}-${role}-role-${account.id}-${each}`));
  return [
    allow(
      ['sts:AssumeRole'],
      names.map((name) => iamArn(account, `role/${name}`)),
    ),
  ];
};
