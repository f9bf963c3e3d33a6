import { STS_CLAIMS } from '../../oidc/claims';
import type { Issuer } from '../../oidc/issuer';
import type { Trust, TrustCondition } from './trust';

/** Claims of any web identity, beside those of GitHub's. */
const COMMON_CLAIMS = ['aud', 'sub', 'amr', 'oaud', 'email'];

/** Keys that are not about the token. */
const AWS_KEY = /^(aws|sts|iam|saml):/i;

/** The claims that STS evaluates of an issuer's tokens. */
export function evaluatedClaims({ claims }: Issuer): readonly string[] {
  return [...COMMON_CLAIMS, ...claims];
}

/** Whether a key is neither about the token of an issuer that the statement names, nor one of AWS's own. */
export function isMalformed({ key, claim }: TrustCondition, { hosts }: Trust): boolean {
  if (claim !== undefined || AWS_KEY.test(key)) return false;
  const prefix = key.slice(0, Math.max(0, key.lastIndexOf(':'))).toLowerCase();
  return !hosts.some((host) => host.toLowerCase() === prefix);
}

/** The claim that a malformed key was meant for. */
export function meantClaim(condition: TrustCondition, trust: Trust): string | undefined {
  if (!isMalformed(condition, trust)) return undefined;
  const last = condition.key.toLowerCase().split(/[:/]/).at(-1) ?? '';
  return [...COMMON_CLAIMS, ...STS_CLAIMS].find((claim) => claim === last);
}
