import { s3Arn } from '../../../iam/arn';
import { S3_CONTEXT, kmsStatements } from './kms';
import { type Preset, allow } from './preset';
import { listing, objectArns } from './s3-objects';

/**
 * What `aws s3 sync` from a folder calls, and with `delete` what `--delete` adds: it compares with a listing, and never downloads.
 * Uploads in parts need `kms:Decrypt`, too, where a key is used.
 * https://docs.aws.amazon.com/cli/latest/reference/s3/sync.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
 */
export const s3Sync: Preset<'s3-sync'> = (parameters, account) => {
  const objects = objectArns(parameters, account);
  const contexts = [s3Arn(account, parameters.bucket), ...objects];
  return [
    listing(parameters, account),
    allow(parameters.delete ? ['s3:DeleteObject', 's3:PutObject'] : ['s3:PutObject'], objects),
    ...kmsStatements(['kms:Decrypt', 'kms:GenerateDataKey'], parameters.kms_key_id, account, S3_CONTEXT, contexts),
  ];
};
