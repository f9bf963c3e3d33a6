import { child } from '../../diagnostics/source';
import { didYouMean } from '../../diagnostics/suggest';
import { REGIONS_DATE, isKnownRegion, regionNames } from '../../iam/regions';
import type { Rule } from '../rule';

/**
 * The AWS provider refuses a region that it does not know, and a resource's ARN with one means nothing.
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
export const unknownRegion: Rule = {
  id: 'unknown-region',
  check({ access }, report) {
    for (const { region, partition, at } of access.accounts) {
      if (isKnownRegion(region)) continue;
      report(
        child(at, 'region'),
        `there is no region \`${region}\`${didYouMean(region, regionNames(partition))}\nby AWS's list of ${REGIONS_DATE}: if it is newer than that, waive this`,
      );
    }
  },
};
