import type { ForeignPolicy } from './trust';
import { type SubjectValue, weakValues } from './values';

/** The subjects of jobs of pull requests, named as such. */
export function pullRequestValues({ trusts }: ForeignPolicy): readonly SubjectValue[] {
  return trusts.flatMap((trust) =>
    weakValues(trust, ({ subject }) =>
      subject.claims.some(({ key, value }) => key === 'pull_request' || isPullRequestEvent(key, value)),
    ),
  );
}

/** Whether a policy also trusts environments, branches or tags. */
export function trustsOthers({ trusts }: ForeignPolicy): boolean {
  return trusts.some(
    (trust) =>
      weakValues(trust, ({ subject }) => subject.claims.some(({ key }) => key === 'environment' || key === 'ref'))
        .length > 0,
  );
}

function isPullRequestEvent(key: string, value: string): boolean {
  return key === 'event_name' && value === 'pull_request';
}
