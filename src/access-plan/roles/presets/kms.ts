import { type AccountRegion, regionalArn } from '../../../iam/arn';
import type { Statement } from '../../../iam/policy-document';
import { allow, when } from './preset';

/**
 * Use of KMS keys for what a service encrypts with them, and nothing else: the service presents the ARN of what it works on as
 * encryption context `context`. No statement where no key is named, since keys that AWS manages need none.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context
 */
export function kmsStatements(
  actions: readonly ('kms:Decrypt' | 'kms:GenerateDataKey')[],
  keyIds: readonly string[] | undefined,
  account: AccountRegion,
  context: string,
  arns: readonly string[],
): readonly Statement[] {
  if (!keyIds) return [];
  const keys = keyIds.map((id) => regionalArn(account, 'kms', `key/${id}`));
  return [allow(actions, keys, when('StringLike', `kms:EncryptionContext:${context}`, arns))];
}

/**
 * The context that S3 presents: the object, or with S3 Bucket Keys the bucket.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context
 */
export const S3_CONTEXT = 'aws:s3:arn';
