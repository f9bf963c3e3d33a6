import * as v from 'valibot';
import {
  bucketName,
  cdkQualifier,
  distributionId,
  ecrRepository,
  ecsName,
  eksCluster,
  functionName,
  kmsKeyId,
  objectPrefix,
  parameterPath,
  regionName,
  roleName,
  secretName,
  stateKey,
  tagKey,
  tagValue,
} from './aws-names';
import { type KeyDocs, type Schema, type StructSchema, namedMap, oneOrMany, struct } from './kit';

/** The preset's name with its parameters beside it. `does` says in a sentence what a job may do with it. */
function preset<const N extends string, const E extends Record<string, Schema>>(
  name: N,
  does: string,
  parameters: E,
  docs: KeyDocs<E>,
): StructSchema<E & { readonly preset: v.LiteralSchema<N, undefined> }> {
  type All = E & { readonly preset: v.LiteralSchema<N, undefined> };
  return struct<All>({ preset: v.literal(name), ...parameters }, { preset: does, ...docs });
}

const kms_key_id = v.optional(oneOrMany(kmsKeyId));
const KMS_KEY_DOC = 'Id of the KMS key, or a list, if what is read or written is encrypted with a key of your own.';

/** The presets, each with its parameters: the one source of their types, checks, JSON Schema and reference. */
export const PRESETS = {
  'ecr-push': preset(
    'ecr-push',
    'Logs in to the registry of the account and pushes images.',
    { repository: oneOrMany(ecrRepository) },
    { repository: 'Name of the ECR repository, or a list.' },
  ),
  'ecr-pull': preset(
    'ecr-pull',
    'Logs in to the registry of the account and pulls images.',
    { repository: oneOrMany(ecrRepository) },
    { repository: 'Name of the ECR repository, or a list.' },
  ),
  's3-read': preset(
    's3-read',
    'Lists and downloads objects of a bucket.',
    { bucket: bucketName, prefix: v.optional(oneOrMany(objectPrefix)), kms_key_id },
    {
      bucket: 'Name of the bucket.',
      prefix: 'Prefix ending in `/`, or a list. Default: the whole bucket.',
      kms_key_id: KMS_KEY_DOC,
    },
  ),
  's3-sync': preset(
    's3-sync',
    'Uploads what is new to a bucket, as `aws s3 sync` from a folder does.',
    {
      bucket: bucketName,
      prefix: v.optional(oneOrMany(objectPrefix)),
      delete: v.optional(v.boolean()),
      kms_key_id,
    },
    {
      bucket: 'Name of the bucket.',
      prefix: 'Prefix ending in `/`, or a list. Default: the whole bucket.',
      delete: 'Whether it may delete objects, as `aws s3 sync --delete` does. Default: `false`.',
      kms_key_id: KMS_KEY_DOC,
    },
  ),
  'ecs-deploy': preset(
    'ecs-deploy',
    'Registers a revision of a task definition and makes a service use it.',
    {
      cluster: ecsName,
      service: oneOrMany(ecsName),
      task_definition: oneOrMany(ecsName),
      pass_role: oneOrMany(roleName),
    },
    {
      cluster: 'Name of the cluster.',
      service: 'Name of the service, or a list.',
      task_definition: 'Family of the task definition, or a list.',
      pass_role: 'Name of the role that the task definition names, or a list: task role and execution role.',
    },
  ),
  'lambda-deploy': preset(
    'lambda-deploy',
    'Updates code and configuration of a Lambda function that exists, and publishes versions of it.',
    { function: oneOrMany(functionName) },
    { function: 'Name of the function, or a list.' },
  ),
  'cloudfront-invalidate': preset(
    'cloudfront-invalidate',
    'Invalidates what CloudFront has cached, and waits for it.',
    { distribution: oneOrMany(distributionId) },
    { distribution: 'Id of the distribution, or a list.' },
  ),
  'cdk-deploy': preset(
    'cdk-deploy',
    'Assumes the roles that `cdk bootstrap` made, as `cdk deploy` does.',
    { qualifier: v.optional(cdkQualifier), region: v.optional(oneOrMany(regionName)) },
    {
      qualifier: 'Qualifier of the bootstrap. Default: `hnb659fds`, which is that of the CDK.',
      region: "Bootstrapped region, or a list. Default: the account's.",
    },
  ),
  'terraform-state': preset(
    'terraform-state',
    'Reads, or reads and writes, Terraform state in S3.',
    {
      access: v.picklist(['plan', 'apply']),
      bucket: bucketName,
      key: oneOrMany(stateKey),
      kms_key_id,
    },
    {
      access: '`plan` reads only, for `terraform plan -lock=false`; `apply` also writes, and locks by `use_lockfile`.',
      bucket: 'Name of the bucket.',
      key: 'Key of the state, or a list.',
      kms_key_id: KMS_KEY_DOC,
    },
  ),
  'ssm-read': preset(
    'ssm-read',
    'Reads parameters of Parameter Store.',
    { path: oneOrMany(parameterPath), kms_key_id },
    {
      path: 'Name of a parameter, or a path with all parameters below it; or a list.',
      kms_key_id: KMS_KEY_DOC,
    },
  ),
  'secrets-read': preset(
    'secrets-read',
    'Reads values of Secrets Manager.',
    { secret: oneOrMany(secretName), kms_key_id },
    {
      secret: 'Name of the secret, or a list.',
      kms_key_id: KMS_KEY_DOC,
    },
  ),
  'eks-describe': preset(
    'eks-describe',
    'Finds an EKS cluster, as `aws eks update-kubeconfig` does.',
    { cluster: oneOrMany(eksCluster) },
    { cluster: 'Name of the cluster, or a list.' },
  ),
  'ami-build': preset(
    'ami-build',
    "Builds machine images with the `amazon-ebs` builder of Packer, in the account's region.",
    {
      run_tags: v.pipe(
        namedMap(tagKey, tagValue),
        v.check((tags) => tags.size > 0, 'must not be empty'),
      ),
    },
    {
      run_tags:
        "Tags by which the role tells what is the build's own: `run_tags` of the Packer template has them, too.",
    },
  ),
} as const;

/** Name of a preset. */
export type PresetName = keyof typeof PRESETS;

/** All of them, in the order of the reference. */
export const PRESET_NAMES = Object.keys(PRESETS) as readonly PresetName[];
