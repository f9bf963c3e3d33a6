import { CAUSES, type Cause } from '../../jobs/causes';

/** Why a login of a workflow works, fails or cannot be told: a closed set, and what each means. */
export const LOGIN_REASONS = {
  trusted: 'The role trusts the job.',
  'no-id-token': 'The job, or one that calls it, lacks `id-token: write`.',
  'variable-out-of-scope': 'The variable is one of an environment, and the job is not in it.',
  'not-an-arn': 'The action takes a bare name for a role only beside credentials that tell the account.',
  'other-account': 'The ARN names an account in which the bindings do not make the role.',
  'account-not-allowed': '`allowed-account-ids` of the step leaves out the account of the role.',
  'session-too-long': '`role-duration-seconds` is more than the role allows.',
  'deployment-policy': 'The rules of the environment refuse the branch or tag.',
  'unknown-environment': 'Nothing knows the environment that the job names, and the role does not trust it.',
  'region-missing': 'The step has no `aws-region`, which the action requires.',
  'region-unknown': 'AWS has no region of that name, as far as the list that comes with the program knows.',
  'region-of-other-partition': '`aws-region` is in another partition than the role.',
  'session-name-refused': 'STS takes 2 to 64 letters, digits and `_+=,.@-` for `role-session-name`.',
  'session-too-short': 'STS gives no session under 900 seconds.',
  'unknown-input': 'The action does not know the input by which the step names the role.',
  'role-missing': 'The step names no role, and nothing before it left credentials.',
  'no-checkout': 'The login is in an action of the repository, which is not checked out before.',
  'chained-session': 'A session that another session assumes lasts an hour at most.',
  'chained-from-other-role': 'The role does not trust the one whose session assumes it (`role-chaining`).',
  'role-unknown': 'Which role is asked for is not known before the run.',
  'role-not-in-bindings': 'The role is none of the bindings.',
  'environment-unknown': 'In which environment the job runs is not known before the run.',
  'condition-unknown': 'The role does not trust this run, and whether the job takes part in it is not known before.',
  'claim-unknown': 'The role requires a claim whose value is not known before the run.',
  'ref-unknown': 'On which branch or tag the run is, only the event tells.',
  'called-elsewhere': 'A workflow of another repository logs in, and is not looked at.',
  'caller-unknown': 'What the caller of the workflow gives it is not known: it is elsewhere, or lists no permissions.',
  'static-keys': 'The step logs in by an access key.',
  ...CAUSES,
} as const;

/** One of {@link LOGIN_REASONS}. */
export type LoginReason = keyof typeof LOGIN_REASONS | Cause;

/** What is to be expected of a login. */
export type LoginVerdictKind = 'works' | 'fails' | 'cannot tell';
