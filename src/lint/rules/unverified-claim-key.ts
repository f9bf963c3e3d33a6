import { claimPlace } from '../../access-plan/trust/claims';
import { repositoryGrants } from '../../access-plan/trust/grants';
import type { ResolvedEntry } from '../../access-plan/trust/resolved-entry';
import { isTemplateKey } from '../../oidc/claims';
import type { Rule } from '../rule';
import { trustEntries } from '../trusted';

/**
 * Claims beyond `aud` and `sub` that a role requires outside of AWS's main partition, for which AWS announced them. Where STS
 * does not evaluate a claim the condition never matches.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
export const unverifiedClaimKey: Rule = {
  id: 'unverified-claim-key',
  check({ access }, report) {
    for (const resolved of trustEntries(access)) {
      const { entry, required, place, partition } = resolved;
      if (partition === 'aws') continue;
      for (const claim of claimsOf(resolved)) {
        if (required.has(claim))
          report(claimPlace(entry, claim, place), `${missing(claim, partition)}\n${wayOut(claim)}`);
        else report(place.at, `the subject template leaves the context out: ${missing(claim, partition)}\n${CONTEXT}`);
      }
    }
  },
};

/** What is required beside subject and audience; claims that the subject holds are not. */
function claimsOf(resolved: ResolvedEntry): ReadonlySet<string> {
  if (resolved.entry.owner !== undefined) return new Set(resolved.required.keys());
  const grants = resolved.repositories.flatMap((repository) => repositoryGrants(resolved, repository));
  return new Set(grants.flatMap(({ claims }) => claims.map(({ claim }) => claim)));
}

function missing(claim: string, partition: string): string {
  return `\`${claim}\` is required, and AWS has not announced that STS evaluates it in \`${partition}\`: if not, no job gets in`;
}

function wayOut(claim: string): string {
  const trial = 'try it there with one job before relying on it';
  return isTemplateKey(claim) ? `${trial}, or let the subject hold it: \`subject_template\` with \`${claim}\`` : trial;
}

const CONTEXT = 'put `context` into the template, or try it there with one job before relying on it';
