import type { PresetEntries } from '../../../bindings/bindings';
import type { AccountRegion } from '../../../iam/arn';
import type { Statement } from '../../../iam/policy-document';
import { amiBuild } from './ami-build';
import { cdkDeploy } from './cdk-deploy';
import { cloudfrontInvalidate } from './cloudfront-invalidate';
import { ecrPull } from './ecr-pull';
import { ecrPush } from './ecr-push';
import { ecsDeploy } from './ecs-deploy';
import { eksDescribe } from './eks-describe';
import { lambdaDeploy } from './lambda-deploy';
import type { Preset, Refuse } from './preset';
import { s3Read } from './s3-read';
import { s3Sync } from './s3-sync';
import { secretsRead } from './secrets-read';
import { ssmRead } from './ssm-read';
import { terraformState } from './terraform-state';

const REGISTRY: { readonly [N in keyof PresetEntries]: Preset<N> } = {
  'ami-build': amiBuild,
  'cdk-deploy': cdkDeploy,
  'cloudfront-invalidate': cloudfrontInvalidate,
  'ecr-pull': ecrPull,
  'ecr-push': ecrPush,
  'ecs-deploy': ecsDeploy,
  'eks-describe': eksDescribe,
  'lambda-deploy': lambdaDeploy,
  's3-read': s3Read,
  's3-sync': s3Sync,
  'secrets-read': secretsRead,
  'ssm-read': ssmRead,
  'terraform-state': terraformState,
};

/** The statements that a preset gives in an account. */
export function presetStatements<N extends keyof PresetEntries>(
  name: N,
  parameters: PresetEntries[N],
  account: AccountRegion,
  refuse: Refuse,
): readonly Statement[] {
  return REGISTRY[name](parameters, account, refuse);
}
