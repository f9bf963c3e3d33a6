/** Every rule once: its id, and in one sentence what it reports. The ids are API: scripts and waivers name them. */
export const catalogue = {
  'invalid-yaml': 'The file is not YAML.',
  'unknown-key': 'A key that the file format does not have.',
  'missing-key': 'A key that the file format requires is not there.',
  'invalid-value': 'A value of the wrong type or form, or outside a limit of GitHub, AWS or Terraform.',
  'duplicate-key': 'One name is written twice where names must be unique.',
  'unknown-account': 'A binding names an account that `accounts` does not have.',
  'unknown-repository-setting': 'A repository has a setting that does not exist.',
  'unknown-template': 'A `${…}` that means nothing where it stands.',
  'reserved-text': 'Text that CDKTF or the AWS provider would replace by something else.',
  'unlocked-repository': 'A repository is used whose facts are not in the lock file.',
  'unlocked-environment':
    'An environment is declared or given variables, and the lock file does not say whether it exists.',
  'environment-missing': 'An environment is given variables, but is neither declared nor there.',
  'lock-mismatch': 'The lock file contradicts itself.',
  'wrong-case': 'A name is written in other capitals than GitHub writes it; AWS compares letter by letter.',
  'wildcard-in-exact-value': 'A `*` or `?` in a field that is compared exactly.',
  'unsupported-claim': 'A claim that AWS STS does not evaluate: such a condition never matches.',
  'contradictory-claims': 'Conditions that no token can satisfy together.',
  'unpinned-subject': 'A subject that does not say which repository is meant, where ids cannot be required beside it.',
  'rejected-by-iam': 'A value that IAM refuses in a policy.',
  'half-id-pin': 'One of the two ids of owner and repository without the other.',
  'hyphenated-id-subject': 'The withdrawn subject form `repo:OWNER-ID/NAME-ID`, which strangers can mint.',
  'unbound-template-key': 'A key of the subject template has no value.',
  'unbound-context': 'A context that the subject template leaves out, at an issuer that has no claim to require it by.',
  'colon-in-environment': 'An environment name with a colon, on a server that may not encode it.',
  'duplicate-role-name': 'Two bindings make one role name in one account; IAM ignores case.',
  'duplicate-environment': 'Two environments of a repository differ only in case; GitHub ignores case.',
  'variable-collision': 'One variable is given two values.',
  'invalid-variable-name': 'A name that GitHub refuses for a variable.',
  'variable-too-long': 'The value of a variable is longer than 48 KB.',
  'too-many-variables': 'More variables than GitHub allows at one place.',
  'policy-file': 'A policy file cannot be read, lies outside the folder, or is not a policy.',
  'duplicate-sid': 'One statement id twice in one policy.',
  'trust-policy-too-long': 'The trust policy exceeds the quota of the account.',
  'permissions-policy-too-long': 'The inline policy exceeds the 10 240 characters that a role may have.',
  'too-many-managed-policies': 'More managed policies than the quota of the account allows on a role.',
  'too-many-roles': 'More roles than the quota of the account allows.',
  'include-conflict': 'One name stands in two files.',
  'not-allowed-here': 'A file does what its `allow` does not name.',
  'renamed-from-in-use': 'A former name that is in use, or claimed twice.',
  'shared-state': 'Two stacks keep their state at one place: each would delete what the other made.',
  'stack-vanished':
    'A stack that was rendered before is gone from the input: what it manages would live on, and nothing could destroy it.',
  'account-renamed': 'An account that was rendered before would get another stack, and with it another state.',
  'lock-out-of-date': 'The lock file does not say what GitHub says.',
  'repository-not-found': 'GitHub has no repository of this name, or none that the token may see.',
  'repository-renamed': 'A repository has another name or owner at GitHub than in the file.',
  'name-reused': 'A name of which the lock file knows the ids is that of another repository now.',
  'fact-refused': 'GitHub did not say something about a repository: what the lock file says of it stays.',
  'secret-in-backend': 'A credential in a backend, where it would be committed.',
  'input-too-large': 'A file too large or too deeply nested to be meant.',
} as const;

/** The id of a rule. */
export type RuleId = keyof typeof catalogue;

/** Where the documentation explains a rule, relative to the root of the project. */
export function helpUrl(rule: RuleId): string {
  return `docs/rules/README.md#${rule}`;
}
