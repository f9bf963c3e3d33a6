import { instanceOf } from './instance';
import { isAnyContext, isOfEvent, pullRequests } from './jobs';
import type { Place } from './place';
import type { Portion, Tokens } from './portions';
import type { ForeignPolicy } from './trust';

/** A value that lets in jobs of pull requests, and not any job. */
export interface PullRequestValue {
  readonly place: Place;
  readonly raw: string;
  readonly show: string;
}

/** The values that let in jobs of pull requests as such; where any job gets in, that is said. */
export function namedPullRequests({ portions }: ForeignPolicy): readonly PullRequestValue[] {
  return portions.flatMap((portion) => {
    const { value, calculus } = portion;
    const own = isAnyContext(portion) ? byEvent(portion) : ofPullRequests(portion);
    if (!value || own.length === 0) return [];
    return [{ place: value.place, raw: value.raw, show: instanceOf(own, calculus) }];
  });
}

/** Whether a policy also trusts environments, branches or tags. */
export function trustsOthers({ portions }: ForeignPolicy): boolean {
  return portions.some((portion) => {
    const own = new Set(ofPullRequests(portion));
    return portion.admitted.some((tokens) => !own.has(tokens) && !saysNoContext(tokens));
  });
}

/** Tokens of pull requests: by their context, or by the event in a subject that has no context. */
function ofPullRequests(portion: Portion): readonly Tokens[] {
  const byContext = pullRequests(portion).filter((tokens) => !saysNoContext(tokens));
  return [...byContext, ...byEvent(portion)];
}

function byEvent({ admitted }: Portion): readonly Tokens[] {
  return admitted.filter((tokens) => isOfEvent(tokens, 'pull_request'));
}

/** Whether the subject template leaves it open what the job is started for, and nothing else says it. */
function saysNoContext({ shape: { template }, box }: Tokens): boolean {
  return (
    !['context', 'environment', 'ref'].some((key) => template.includes(key)) &&
    !box.has('ref') &&
    !box.has('environment')
  );
}
