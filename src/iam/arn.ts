import type { Partition } from './partition';

/** Where ARNs of an account begin. */
export interface AccountId {
  readonly partition: Partition;
  /** 12 digits. */
  readonly id: string;
}

/** ARN of an IAM object of an account; `resource` is its kind, path and name, as `role/ci/deploy`. */
export function iamArn({ partition, id }: AccountId, resource: string): string {
  return `arn:${partition}:iam::${id}:${resource}`;
}

/** ARN of a role; `path` begins and ends with a slash. */
export function roleArn(account: AccountId, path: string, name: string): string {
  return iamArn(account, `role${path}${name}`);
}

/** ARN of the OIDC provider for an issuer host; AWS derives it from the issuer, so that it is known beforehand. */
export function oidcProviderArn(account: AccountId, issuerHost: string): string {
  return iamArn(account, `oidc-provider/${issuerHost}`);
}

/** ARN of a policy that AWS maintains; `name` may hold a path, as `job-function/ViewOnlyAccess`. */
export function managedPolicyArn(partition: Partition, name: string): string {
  return iamArn({ partition, id: 'aws' }, `policy/${name}`);
}

/** An account and one of its regions. */
export interface AccountRegion extends AccountId {
  readonly region: string;
}

/** ARN of something that lies in a region. */
export function regionalArn({ partition, region, id }: AccountRegion, service: string, resource: string): string {
  return `arn:${partition}:${service}:${region}:${id}:${resource}`;
}

/** ARN of a bucket, or of objects as `bucket/key`: a bucket's name is unique in its partition, so that the ARN holds no account. */
export function s3Arn({ partition }: AccountId, resource: string): string {
  return `arn:${partition}:s3:::${resource}`;
}
