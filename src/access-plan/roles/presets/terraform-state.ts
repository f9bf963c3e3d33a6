import { s3Arn } from '../../../iam/arn';
import { S3_CONTEXT, kmsStatements } from './kms';
import { type Preset, allow, when } from './preset';

/**
 * State of the default workspace in the `s3` backend, and with `apply` its lock file. `plan` writes nothing, so that the job has
 * to run `terraform plan -lock=false`.
 * https://developer.hashicorp.com/terraform/language/backend/s3#permissions-required
 */
export const terraformState: Preset<'terraform-state'> = ({ access, bucket, key, kms_key_id: keys }, account) => {
  const states = key.map((each) => s3Arn(account, `${bucket}/${each}`));
  const locks = states.map((each) => `${each}.tflock`);
  const listing = allow(['s3:ListBucket'], [s3Arn(account, bucket)], when('StringEquals', 's3:prefix', key));
  if (access === 'plan') {
    const contexts = [s3Arn(account, bucket), ...states];
    return [
      listing,
      allow(['s3:GetObject'], states),
      ...kmsStatements(['kms:Decrypt'], keys, account, S3_CONTEXT, contexts),
    ];
  }
  const contexts = [s3Arn(account, bucket), ...states, ...locks];
  return [
    listing,
    allow(['s3:GetObject', 's3:PutObject'], states),
    allow(['s3:DeleteObject', 's3:GetObject', 's3:PutObject'], locks),
    ...kmsStatements(['kms:Decrypt', 'kms:GenerateDataKey'], keys, account, S3_CONTEXT, contexts),
  ];
};
