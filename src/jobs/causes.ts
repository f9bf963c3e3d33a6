/** Why a job does not get a role that is trusted to others: a closed set; what each means, and the usual way out. */
export const CAUSES = {
  'environment-replaces-ref':
    'The job names an environment, so that its subject holds that and no branch, tag or pull request: trust the environment, or run the job without one.',
  'environment-missing':
    'The role trusts an environment, and the job names none: add `environment:` to the job, or trust the branch.',
  'other-environment': 'The job runs in an environment that the role does not trust.',
  'other-ref': 'The job runs on a branch or tag that the role does not trust.',
  'default-branch-event':
    'Runs of this event are on the default branch, whatever branch they are about: trust the default branch.',
  'pull-request':
    'A job of a pull request has no branch in its subject: the role trusts branches, tags or environments.',
  'not-a-pull-request': 'The role trusts pull requests, and this job does not run for one.',
  'pull-request-target':
    'A `pull_request_target` run is on the default branch, and its subject does not say `pull_request`.',
  'letter-case': 'The values differ only in letter case, and AWS compares letter by letter.',
  'subject-form':
    'The subject is in the other of its two forms, with or without the ids: the lock file says which one GitHub sends (`npx oidc-bindings lock`).',
  fork: 'A repository of another owner with the same name: a fork gets no role of the original.',
  'other-repository': 'The role trusts another repository.',
  'recreated-repository': 'The names agree and the ids do not: another repository or owner had the name before.',
  template:
    'The subject is made by another template than the role expects: compare `subject_template` and the lock file.',
  audience: 'The job asks for another audience: give the action `audience:`.',
  'claim-absent': 'The token does not have a claim that the role requires.',
  'claim-not-evaluated': 'The role requires a claim that STS does not evaluate.',
  'other-value': 'The token has another value than the role requires.',
  'explicit-deny': 'A statement of the trust policy forbids it.',
  'other-issuer': 'The role does not trust the issuer of the token.',
} as const;

/** One of {@link CAUSES}. */
export type Cause = keyof typeof CAUSES;
