import type { Step } from '../read/workflow';
import { CREDENTIALS_ACTION, type LoginStep, actionOf, knownInput } from './logins';

const IN_ENVIRONMENT = [
  'AWS_ACCESS_KEY_ID',
  'AWS_PROFILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
];

/**
 * Whether a step may find credentials that are there already: of the runner, in the environment, or left by a step before it. Then
 * the action uses those where it has no token or no role.
 * https://github.com/aws-actions/configure-aws-credentials#credentials
 */
export function mayHaveCredentials(login: LoginStep): boolean {
  const { jobRun, step, before } = login;
  const levels = [...jobRun.contexts.env, step.env];
  return (
    !jobRun.job.isHosted ||
    levels.some((level) => IN_ENVIRONMENT.some((name) => level.has(name))) ||
    ['aws-profile', 'use-existing-credentials'].some(
      (name) => !['', 'false'].includes(knownInput(login, name) ?? 'x'),
    ) ||
    before.some(mayLogIn)
  );
}

/** Whether a step may leave credentials of AWS behind. */
function mayLogIn({ uses = '', run = '', with: inputs }: Step): boolean {
  if (actionOf(uses) === CREDENTIALS_ACTION) return inputs.has('role-to-assume') || inputs.has('aws-access-key-id');
  return (
    /aws|vault|okta|saml|sso|credential|login|auth/i.test(uses.split('@', 1)[0] ?? '') ||
    /aws_access_key_id|aws_profile|github_env|aws configure|\.aws\b|assume-role/i.test(run)
  );
}
