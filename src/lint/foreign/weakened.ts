import { widest } from './breadth';
import type { ForeignPolicy, Trust } from './trust';

/** Whether every token of GitHub's has a claim, so that what an operator makes of its absence changes nothing. */
export function changesNothing(claim: string): boolean {
  return claim !== 'environment' && claim !== 'enterprise_id';
}

/** Whether a trust lets in jobs of repositories that are not known one by one. */
export function isWide({ portions }: ForeignPolicy, trust: Trust): boolean {
  return portions.some(
    (portion) => portion.trust === trust && !['repository', undefined].includes(widest(portion)?.breadth),
  );
}
