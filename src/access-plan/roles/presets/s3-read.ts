import { s3Arn } from '../../../iam/arn';
import { S3_CONTEXT, kmsStatements } from './kms';
import { type Preset, allow } from './preset';
import { listing, objectArns } from './s3-objects';

/**
 * Lists and downloads objects, as the page on actions of S3 lists it for `ListObjectsV2`, `HeadObject` and `GetObject`.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
export const s3Read: Preset<'s3-read'> = (parameters, account) => {
  const objects = objectArns(parameters, account);
  const contexts = [s3Arn(account, parameters.bucket), ...objects];
  return [
    listing(parameters, account),
    allow(['s3:GetObject'], objects),
    ...kmsStatements(['kms:Decrypt'], parameters.kms_key_id, account, S3_CONTEXT, contexts),
  ];
};
