import type { ClaimText } from '../oidc/claim-text';
import { ANY_BRANCH, claimPattern, covers } from '../oidc/ref-pattern';
import { patternText } from './subject-text';

/** Whether a branch or tag pattern stops nobody: whoever can push a branch can push one of such a name. */
export function admitsAnybody(text: string): boolean {
  return /^[*?/]*\*[*?/]*$/.test(text);
}

/** Whether a `ref` that is required keeps nobody out: whoever can push a branch can push one whose ref it fits. */
export function admitsEveryBranch(ref: ClaimText): boolean {
  const [, branch] = /^refs\/heads\/(.*)$/.exec(patternText(ref)) ?? [];
  return branch === undefined ? covers(claimPattern(ref), ANY_BRANCH) : admitsAnybody(branch);
}
