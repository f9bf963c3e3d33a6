import { type Partition, isStsAudienceElsewhere, stsAudience } from '../../iam/partition';
import { concat, exact, overlaps, pattern, written } from '../../oidc/claim-text';
import { webHost } from '../../oidc/issuer';
import { audienceVendor } from '../../oidc/vendor-audiences';
import type { ForeignValue } from './conditions';
import type { Trust } from './trust';

/** Who else is given tokens for an audience, or nothing if nobody is known. */
export function othersWith({ text }: ForeignValue, { issuer, partition }: Trust): string | undefined {
  const owner = concat('https://', exact(webHost(issuer)), '/', pattern('*'));
  if (overlaps(text, owner)) return 'GitHub puts the address of the owner into every token that asks for no audience';
  const vendor = audienceVendor(text);
  if (vendor !== undefined) return `tokens for it are handed to ${vendor}`;
  const own = ownAudience({ partition });
  const isForeign = isStsAudienceElsewhere(written(text), (partition ?? 'aws') as Partition);
  return isForeign ? `STS of \`${partition}\` asks for \`${own}\`, and this is that of another partition` : undefined;
}

/** The audience that STS asks for in the partition of a trust; nothing where AWS has not said it. */
export function ownAudience({ partition = 'aws' }: Pick<Trust, 'partition'>): string | undefined {
  return stsAudience(partition as Partition);
}
