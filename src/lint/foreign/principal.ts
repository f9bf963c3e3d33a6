import { type Issuer, issuerFromHost, issuerOf } from '../../oidc/issuer';
import type { ForeignCondition } from './conditions';
import type { ForeignPrincipal } from './statement';

/** An issuer that a principal names. */
export interface NamedIssuer {
  readonly issuer: Issuer;
  /** As in the ARN of the provider; absent where the principal is none. */
  readonly partition?: string;
  /** The principal, where it is only known where the policy is deployed. */
  readonly unresolved?: string;
}

const PROVIDER = /^arn:([^:]*):iam::(.*):oidc-provider\/(.+)$/;

/** The issuer's host that a federated principal names. */
export function hostOf({ type, identifier }: ForeignPrincipal): string | undefined {
  if (type !== 'Federated' && type !== '*') return undefined;
  return PROVIDER.exec(identifier)?.[3] ?? identifier.replace(/^https:\/\//, '');
}

/** The account of a provider, where its ARN has one in digits. */
export function accountOf({ identifier }: ForeignPrincipal): string | undefined {
  return /^\d{12}$/.exec(PROVIDER.exec(identifier)?.[2] ?? '')?.[0];
}

/** What a principal names of GitHub's; one that is not known here is taken for what the condition keys are about. */
export function issuersOf(
  principal: ForeignPrincipal,
  conditions: readonly ForeignCondition[],
): readonly NamedIssuer[] {
  const { type, identifier, unresolved } = principal;
  const issuer = issuerFromHost(hostOf(principal) ?? '');
  if (issuer) return [{ issuer, partition: PROVIDER.exec(identifier)?.[1]?.replace(/^.*[^a-z-].*$/, 'aws') }];
  if (!unresolved || type !== 'Federated') return [];
  const written = /oidc-provider\/([A-Za-z0-9._/-]+)/.exec(identifier)?.[1] ?? '';
  const inText = issuerFromHost(written);
  if (inText) return [{ issuer: inText }];
  const byKeys = issuersNamed(conditions);
  if (byKeys.length > 0) return byKeys.map((each) => ({ issuer: each, unresolved: identifier }));
  return /github/i.test(identifier) ? [{ issuer: issuerOf('github.com'), unresolved: identifier }] : [];
}

/** The issuers of GitHub's that condition keys name, each once. */
export function issuersNamed(conditions: readonly ForeignCondition[]): readonly Issuer[] {
  const issuers = conditions.flatMap(({ key }) => issuerFromHost(hostOfKey(key)) ?? []);
  return [...new Map(issuers.map((issuer) => [issuer.host, issuer])).values()];
}

/** What stands before the claim in a condition key. */
export function hostOfKey(key: string): string {
  return key.slice(0, Math.max(0, key.lastIndexOf(':')));
}
