import { type Issuer, issuerFromHost } from '../oidc/issuer';
import type { Reason } from './reasons';
import { type TokenClaims, claimValues } from './token';

/** A condition key as the request has it. */
export type ContextEntry =
  | { readonly state: 'present'; readonly values: readonly string[] }
  | { readonly state: 'absent'; readonly reason: Reason }
  | { readonly state: 'unknown'; readonly reason: Reason };

/** A call of `sts:AssumeRoleWithWebIdentity`, as far as it is known. */
export interface Request {
  /** The token's issuer without scheme. */
  readonly issuerHost: string;
  /** Absent if the issuer is none of GitHub's. */
  readonly issuer?: Issuer;
  readonly claims: TokenClaims;
  /** Claims of which it is not known whether the token has them, and with what value. */
  readonly unknown: ReadonlySet<string>;
  /** The claims that STS evaluates for this issuer. */
  readonly evaluated: ReadonlySet<string>;
  /** Values of keys that only STS knows, by key in lower case. */
  readonly context: ReadonlyMap<string, readonly string[]>;
}

/**
 * Claims that STS evaluates for every issuer.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
const EVERY_ISSUER = ['aud', 'sub', 'amr', 'email'];

/** The request that a token makes. */
export function requestOf(
  claims: TokenClaims,
  issuerHost: string,
  context: ReadonlyMap<string, readonly string[]>,
  unknown: ReadonlySet<string>,
): Request {
  const issuer = issuerFromHost(issuerHost);
  return {
    issuerHost,
    issuer,
    claims,
    unknown,
    evaluated: new Set([...EVERY_ISSUER, ...(issuer?.claims ?? [])]),
    context: new Map([...context].map(([key, values]) => [key.toLowerCase(), values])),
  };
}

/** What the request has for a condition key; keys are compared without regard to letter case. */
export function lookUp(request: Request, key: string): ContextEntry {
  const lower = key.toLowerCase();
  const prefix = `${request.issuerHost.toLowerCase()}:`;
  if (lower.startsWith(prefix)) return claimEntry(request, lower.slice(prefix.length));
  if (isKeyOfToken(lower)) return { state: 'absent', reason: 'key-of-other-issuer' };
  const values = request.context.get(lower);
  return values ? { state: 'present', values } : { state: 'unknown', reason: 'key-of-sts' };
}

/** Whether a token decides what a condition key holds: the prefixes of issuers are host names. */
export function isKeyOfToken(key: string): boolean {
  return /^[^:]*[./]/.test(key) && key.includes(':') && !/^(aws|sts):/i.test(key);
}

function claimEntry(request: Request, claim: string): ContextEntry {
  if (claim === 'oaud') return { state: 'unknown', reason: 'key-of-sts' };
  if (!request.evaluated.has(claim)) return { state: 'absent', reason: 'claim-not-evaluated' };
  if (request.unknown.has(claim)) return { state: 'unknown', reason: 'claim-unknown' };
  const values = presented(request.claims, claim);
  return values ? { state: 'present', values } : { state: 'absent', reason: 'claim-absent' };
}

/** STS takes `azp` for the audience where a token has one. */
function presented(claims: TokenClaims, claim: string): readonly string[] | undefined {
  return (claim === 'aud' ? claimValues(claims, 'azp') : undefined) ?? claimValues(claims, claim);
}

/** The claims of the token that no condition can see, in order. */
export function ignoredClaims({ claims, evaluated }: Request): readonly string[] {
  const audience = claimValues(claims, 'azp') ? 'azp' : 'aud';
  return Object.keys(claims)
    .filter((claim) => (claim === 'aud' || claim === 'azp' ? claim !== audience : !evaluated.has(claim)))
    .sort();
}
