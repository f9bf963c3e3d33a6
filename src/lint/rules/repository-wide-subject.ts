import type { ResolvedEntry } from '../../access-plan/trust/resolved-entry';
import type { Rule } from '../rule';
import { trustEntries } from '../trusted';
import { admitsPullRequests, saysOnlyWho, saysWhichCode, wholeRepository } from '../whole-repository';

/**
 * All jobs of a repository are trusted: those of pull requests too, whose code nobody has reviewed. Silent where a claim says
 * which code it is, and where `actor-only` says more.
 * https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
 */
export const repositoryWideSubject: Rule = {
  id: 'repository-wide-subject',
  check({ access }, report) {
    for (const resolved of trustEntries(access)) {
      if (saysWhichCode(resolved.required) || saysOnlyWho(resolved.required)) continue;
      for (const at of wholeRepository(resolved)) report(at, message(resolved));
    }
  },
};

function message({ required }: ResolvedEntry): string {
  const who = admitsPullRequests(required)
    ? 'every job of the repository may assume the role: on any branch, and of pull requests, whose code nobody has reviewed'
    : 'every job of the repository that `event_name` admits may assume the role, on any branch: nobody need have reviewed the code';
  return [
    who,
    'trust an `environment` or a `branch`; or require one under `claims`: `ref`, `environment` or `job_workflow_ref`',
  ].join('\n');
}
