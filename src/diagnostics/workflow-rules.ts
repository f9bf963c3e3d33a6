/** What `check-workflows` finds in workflow files: with the severity it usually has, and whether a comment can waive it. */
export const workflowRules = {
  'invalid-workflow': {
    severity: 'error',
    waivable: false,
    summary: 'A workflow file cannot be read as a workflow.',
  },
  'missing-id-token': {
    severity: 'error',
    waivable: true,
    summary: 'A job logs in without `id-token: write`, or is called by one that lacks it.',
  },
  'missing-contents-permission': {
    severity: 'warning',
    waivable: true,
    summary: 'A list of permissions leaves out `contents: read`, and the job checks code out.',
  },
  'environment-not-named': {
    severity: 'error',
    waivable: true,
    summary: 'A role trusts an environment, and the job that asks for it names none.',
  },
  'unknown-environment': {
    severity: 'error',
    waivable: true,
    summary:
      'A job names an environment that neither the bindings nor the lock file knows, and asks for a role that does not trust it.',
  },
  'environment-case': {
    severity: 'error',
    waivable: true,
    summary: 'A job spells an environment in other letters than the trust policy.',
  },
  'variable-out-of-scope': {
    severity: 'error',
    waivable: true,
    summary: 'A variable of an environment is read where the job is not in it.',
  },
  'ref-not-trusted': {
    severity: 'error',
    waivable: true,
    summary: 'A workflow runs on branches or tags that the role does not trust.',
  },
  'deployment-policy-mismatch': {
    severity: 'error',
    waivable: true,
    summary: 'A job names an environment whose rules refuse the branch or tag that it runs on.',
  },
  'role-of-other-account': {
    severity: 'error',
    waivable: true,
    summary:
      'A job asks for the ARN of a role in another account than the one where it is made, or that the step allows.',
  },
  'wrong-audience': {
    severity: 'error',
    waivable: true,
    summary: 'A job asks for a token for another audience than the role trusts.',
  },
  'session-too-long': {
    severity: 'error',
    waivable: true,
    summary: 'A login asks for a longer session than the role allows.',
  },
  'invalid-login-input': {
    severity: 'error',
    waivable: true,
    summary: 'An input of the step that logs in is missing, unknown to the action, or refused by AWS.',
  },
  'login-denied': {
    severity: 'error',
    waivable: true,
    summary: 'A job asks for a role that does not trust it.',
  },
  'long-lived-keys': {
    severity: 'warning',
    waivable: true,
    summary: 'A workflow uses an access key of AWS that is stored as a secret.',
  },
  'unpinned-action': {
    severity: 'warning',
    waivable: true,
    summary: 'The action that logs in is not pinned to a commit.',
  },
  'outdated-action': {
    severity: 'warning',
    waivable: true,
    summary: 'The action that logs in is of an older major version than the present one.',
  },
  'fork-pull-request': {
    severity: 'info',
    waivable: true,
    summary: 'A job for pull requests logs in, which fails for those from forks, and may fail for those by Dependabot.',
  },
  'pull-request-target-login': {
    severity: 'warning',
    waivable: true,
    summary: "A job logs in on `pull_request_target`, with the default branch's rights and at the wish of strangers.",
  },
  'outsider-trigger-login': {
    severity: 'warning',
    waivable: true,
    summary: "A job logs in where outsiders set off the run, with the default branch's rights.",
  },
  'unneeded-id-token': {
    severity: 'info',
    waivable: true,
    summary: 'A job that does not log in may ask for a token that a role lets in.',
  },
} as const;

/** The id of a finding of `check-workflows`. */
export type WorkflowRuleId = keyof typeof workflowRules;
