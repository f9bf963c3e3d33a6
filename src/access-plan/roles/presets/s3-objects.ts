import { type AccountId, s3Arn } from '../../../iam/arn';
import type { Statement } from '../../../iam/policy-document';
import { allow, when } from './preset';

/** A bucket, or the part of it under some prefixes. */
export interface S3Objects {
  readonly bucket: string;
  readonly prefix?: readonly string[];
}

/** ARNs of the objects. */
export function objectArns({ bucket, prefix = [''] }: S3Objects, account: AccountId): readonly string[] {
  return prefix.map((each) => s3Arn(account, `${bucket}/${each}*`));
}

/** Lists them; a listing names the prefix that it wants. */
export function listing({ bucket, prefix }: S3Objects, account: AccountId): Statement {
  const underPrefix = prefix
    ? [
        when(
          'StringLike',
          's3:prefix',
          prefix.map((each) => `${each}*`),
        ),
      ]
    : [];
  return allow(['s3:ListBucket'], [s3Arn(account, bucket)], ...underPrefix);
}
