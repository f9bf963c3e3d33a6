/**
 * What a change of the input would do that its words do not say, told by what was there before: with the severity it usually has,
 * and whether a comment in the file can waive it.
 */
export const changeRules = {
  'role-destroyed': {
    severity: 'error',
    waivable: true,
    summary:
      'A role would be destroyed that existed before this program or whose name another binding now has, or lose policies when it is let go of.',
  },
  'environment-unmanaged': {
    severity: 'error',
    waivable: true,
    summary: 'An environment leaves the configuration without being let go: the next apply would delete it.',
  },
  'provider-destroyed': {
    severity: 'error',
    waivable: true,
    summary: 'An OIDC provider would be destroyed on which other roles of the account may rely.',
  },
  'owner-renamed': {
    severity: 'error',
    waivable: true,
    summary: 'The owner of the repositories has another name, and the file does not say that it was renamed.',
  },
  'state-moved': {
    severity: 'error',
    waivable: true,
    summary: 'A stack leaves, gets another name, or keeps its state somewhere else.',
  },
  'variable-lost': {
    severity: 'warning',
    waivable: true,
    summary: 'A variable leaves a place, although the binding that published it stays.',
  },
  'protection-lost': {
    severity: 'error',
    waivable: true,
    summary: 'A declared environment would have less protection than it was declared with before.',
  },
  'lock-identity-changed': {
    severity: 'error',
    waivable: true,
    summary: 'The lock file gives a known name the ids of another owner or repository.',
  },
  'not-comparable': {
    severity: 'error',
    waivable: true,
    summary: 'What was there before cannot be read in full, so that a loss could go unnoticed.',
  },
} as const;

/** The id of something that a change would do; `role-replaced` a file may show by itself, so that it is a lint rule. */
export type ChangeRuleId = keyof typeof changeRules | 'role-replaced';

/** All of them. */
export const changeRuleIds: readonly ChangeRuleId[] = [
  'role-replaced',
  ...(Object.keys(changeRules) as (keyof typeof changeRules)[]),
];
