/**
 * What can be risky or useless in an input that means something: with the severity it usually has, and whether a comment in the
 * file can waive it.
 */
export const lintRules = {
  'wildcard-owner': {
    severity: 'error',
    waivable: false,
    summary: 'A wildcard in the owner or the repository of a subject: strangers can have names that match.',
  },
  'organization-wide-subject': {
    severity: 'error',
    waivable: true,
    summary: 'Every repository of an owner is trusted, those not made yet included.',
  },
  'repository-wide-subject': {
    severity: 'warning',
    waivable: true,
    summary: 'Any job of a repository is trusted, on whatever branch, pull requests included.',
  },
  'subject-without-repository': {
    severity: 'error',
    waivable: false,
    summary: 'A subject that names no repository, without an id required beside it.',
  },
  'spoofable-template': {
    severity: 'error',
    waivable: true,
    summary:
      'A pattern over a subject that begins with a claim which others control; on GitHub Enterprise Server any such template.',
  },
  'reusable-audience': {
    severity: 'error',
    waivable: false,
    summary: 'An audience whose tokens are handed to others too, who could use them here.',
  },
  'subject-format-conflict': {
    severity: 'error',
    waivable: true,
    summary: '`subject_format` leaves out the form that GitHub sends.',
  },
  'recyclable-name': {
    severity: 'warning',
    waivable: true,
    summary: 'A name is trusted whose ids cannot be required: who gets the name later gets the role.',
  },
  'archived-repository': {
    severity: 'warning',
    waivable: true,
    summary: 'A repository is trusted that is archived, and runs no jobs.',
  },
  'pull-request-write-access': {
    severity: 'error',
    waivable: true,
    summary: 'Jobs of pull requests, which run code that nobody has reviewed, may write.',
  },
  'pull-request-secret-access': {
    severity: 'warning',
    waivable: true,
    summary: 'Jobs of pull requests, which run code that nobody has reviewed, may read secrets.',
  },
  'unknown-policy-content': {
    severity: 'warning',
    waivable: true,
    summary: 'A role of pull requests has a managed policy, and it is not known what that allows.',
  },
  'mixed-trust-levels': {
    severity: 'warning',
    waivable: true,
    summary: 'One role is shared by pull requests and by what is protected.',
  },
  'merge-queue-any-writer': {
    severity: 'warning',
    waivable: true,
    summary: 'A merge queue is trusted, and whoever may push can push a branch that looks like one of it.',
  },
  'unanchored-pattern': {
    severity: 'warning',
    waivable: true,
    summary: 'A pattern of branches or tags without a separator before its `*`, or of all of them.',
  },
  'unmanaged-environment': {
    severity: 'warning',
    waivable: true,
    summary: 'An environment is trusted and not declared: a workflow that names it makes it, without protection.',
  },
  'unprotected-environment': {
    severity: 'warning',
    waivable: true,
    summary: 'An environment is declared with neither reviewers nor rules for branches.',
  },
  'environment-open-to-all-branches': {
    severity: 'warning',
    waivable: true,
    summary: 'Jobs of any branch may use a trusted environment.',
  },
  'environment-branch-mismatch': {
    severity: 'error',
    waivable: true,
    summary: 'A `ref` is required that the rules of the environment never let through.',
  },
  'unadopted-deployment-policy': {
    severity: 'warning',
    waivable: true,
    summary: 'GitHub has a declared branch rule whose id is not locked, so that Terraform cannot adopt it.',
  },
  'stray-deployment-policy': {
    severity: 'warning',
    waivable: true,
    summary:
      'GitHub has a branch rule of a declared environment that the file does not have, and Terraform leaves it there.',
  },
  'protection-not-in-effect': {
    severity: 'warning',
    waivable: true,
    summary: 'A protection of an environment is declared, and the lock file says that GitHub does not have it.',
  },
  'unconfirmed-subject-claims': {
    severity: 'warning',
    waivable: true,
    summary: 'The lock file does not say which claims make up the subjects.',
  },
  'weakens-environment': {
    severity: 'error',
    waivable: true,
    summary: 'An environment is declared with less protection than GitHub has.',
  },
  'admins-can-bypass': {
    severity: 'info',
    waivable: true,
    summary: 'Administrators may skip the protection of an environment.',
  },
  'mixed-case-environment': {
    severity: 'warning',
    waivable: true,
    summary: 'The name of a trusted environment has capital letters, and it is not known which spelling tokens carry.',
  },
  'colon-in-environment': {
    severity: 'warning',
    waivable: true,
    summary:
      'The name of an environment has a colon, which a subject has as `%3A`; on GitHub Enterprise Server an error.',
  },
  'legacy-overdue': {
    severity: 'warning',
    waivable: true,
    summary: 'A migration to immutable subjects is past its day.',
  },
  'unconfirmed-subject-format': {
    severity: 'info',
    waivable: true,
    summary: 'The lock file does not say which form of subject GitHub sends: both are trusted.',
  },
  'template-migration': {
    severity: 'info',
    waivable: true,
    summary: 'Subjects of two templates are trusted while GitHub changes over.',
  },
  'unverified-claim-key': {
    severity: 'warning',
    waivable: true,
    summary: 'A claim is required in a partition for which AWS has not announced that it evaluates it.',
  },
  'movable-workflow-ref': {
    severity: 'warning',
    waivable: true,
    summary: 'A workflow is trusted at a branch or tag, which can be moved.',
  },
  'actor-only': {
    severity: 'error',
    waivable: true,
    summary: 'Any job is trusted of which a certain person is the actor.',
  },
  'administrator-access': {
    severity: 'warning',
    waivable: true,
    summary: 'A role may do everything, or everything in IAM, without a permissions boundary.',
  },
  'self-escalation': {
    severity: 'error',
    waivable: true,
    summary: 'A role may give itself, or get by another role, more than it was given.',
  },
  'unknown-region': {
    severity: 'warning',
    waivable: true,
    summary: 'An account is in a region that AWS does not have.',
  },
  'unknown-managed-policy': {
    severity: 'warning',
    waivable: true,
    summary: 'A policy is attached that AWS does not maintain.',
  },
  'unknown-action': {
    severity: 'warning',
    waivable: true,
    summary: 'An IAM action, or a service, that AWS does not have.',
  },
  'long-session': {
    severity: 'info',
    waivable: true,
    summary: 'Sessions may be longer than one hour.',
  },
  'trust-policy-near-quota': {
    severity: 'warning',
    waivable: true,
    summary: 'A trust policy takes up more than 80 % of its quota.',
  },
  'managed-policies-near-quota': {
    severity: 'warning',
    waivable: true,
    summary: 'A role has more than ten managed policies, and it is not said how many its account allows.',
  },
  'role-replaced': {
    severity: 'error',
    waivable: true,
    summary: 'A role would get another name or path: Terraform would destroy it and make another.',
  },
  'overwritten-inline-policy': {
    severity: 'info',
    waivable: true,
    summary: 'An inline policy that an adopted role may have already is overwritten.',
  },
  'no-permissions': {
    severity: 'info',
    waivable: true,
    summary: 'A role may do nothing.',
  },
  'default-branch-triggers': {
    severity: 'info',
    waivable: true,
    summary: 'A trusted default branch admits events that others can cause.',
  },
  'redundant-trust': {
    severity: 'info',
    waivable: true,
    summary: 'An exact value that a pattern of the same role covers.',
  },
  'variable-shadowed': {
    severity: 'warning',
    waivable: true,
    summary: 'A variable of an environment hides one of its repository with another value.',
  },
  'local-state': {
    severity: 'warning',
    waivable: true,
    summary: 'Several accounts keep their state in local files.',
  },
  'slow-github-stack': {
    severity: 'warning',
    waivable: true,
    summary: 'A GitHub stack with so many objects that an apply meets the rate limits of GitHub.',
  },
  'unused-account': {
    severity: 'warning',
    waivable: true,
    summary: 'An account that no binding uses.',
  },
  'unused-repository': {
    severity: 'warning',
    waivable: true,
    summary: 'A repository that no binding trusts and of which nothing is managed.',
  },
  'unused-waiver': {
    severity: 'warning',
    waivable: false,
    summary: 'A waiver of something that is not reported.',
  },
  'invalid-waiver': {
    severity: 'error',
    waivable: false,
    summary: 'A waiver without reason or date, for too long, or of what cannot be waived.',
  },
  'expired-waiver': {
    severity: 'error',
    waivable: false,
    summary: 'A waiver past its date.',
  },
  'missing-subject-condition': {
    severity: 'error',
    waivable: false,
    summary: 'A trust policy that admits tokens of any repository.',
  },
  'dead-statement': {
    severity: 'error',
    waivable: false,
    summary: 'A statement that is meant for jobs of GitHub, and that none of them satisfies.',
  },
  'missing-audience-condition': {
    severity: 'warning',
    waivable: false,
    summary: 'A trust policy that admits tokens for any audience.',
  },
  'set-operator': {
    severity: 'error',
    waivable: false,
    summary: 'A set operator on a claim that has one value: `ForAllValues:` admits tokens without it.',
  },
  'negated-operator': {
    severity: 'error',
    waivable: false,
    summary: 'An operator that admits what is not named, or tokens without the claim.',
  },
  'never-minted-subject': {
    severity: 'error',
    waivable: false,
    summary: 'A subject, or a ref, that GitHub never sends.',
  },
  'malformed-condition-key': {
    severity: 'error',
    waivable: false,
    summary: 'A condition key that is not that of the issuer.',
  },
} as const;

/** The id of a lint rule. */
export type LintRuleId = keyof typeof lintRules;
