import { child } from '../../diagnostics/source';
import { type Partition, isStsAudienceElsewhere } from '../../iam/partition';
import { exact } from '../../oidc/claim-text';
import { audienceVendor } from '../../oidc/vendor-audiences';
import type { Rule } from '../rule';
import { trustEntries } from '../trusted';

/**
 * Audiences of tokens that workflows hand to somebody else: whoever gets such a token can use it here. GitHub's own default, the
 * owner's URL, is in every token for which a workflow asked without saying what for.
 * https://docs.github.com/en/actions/reference/security/oidc#customizing-the-audience-value
 */
export const reusableAudience: Rule = {
  id: 'reusable-audience',
  check({ access, bindings }, report) {
    const hosts = ['github.com', bindings.github.host ?? 'github.com'];
    for (const { entry, audiences, place, partition } of trustEntries(access)) {
      if (!entry.audiences) continue;
      audiences.forEach((audience, i) => {
        const use = hosts.some((host) => isOwnerUrl(audience, host)) ? OF_OWNER : useAt(audience, partition);
        if (use !== undefined) report(child(place.at, 'audiences', i), message(audience, use));
      });
    }
  },
};

const OF_OWNER =
  "GitHub's default audience: a token that a job sends to any service which asks for no audience of its own";

const OF_OTHER_PARTITION = 'the audience of STS in another partition of AWS: a token that a job sends there';

function isOwnerUrl(audience: string, host: string): boolean {
  const [, at] = /^https:\/\/([^/]+)\/[^/]+\/?$/.exec(audience) ?? [];
  return at?.toLowerCase() === host.toLowerCase();
}

function useAt(audience: string, partition: Partition): string | undefined {
  if (isStsAudienceElsewhere(audience, partition)) return OF_OTHER_PARTITION;
  const vendor = audienceVendor(exact(audience));
  return vendor && `the audience of ${vendor}: a token that a job sends there`;
}

function message(audience: string, use: string): string {
  return [
    `\`${audience}\` is ${use} could be used to assume the role`,
    'leave `audiences` out, or name one that is used for this account alone',
  ].join('\n');
}
