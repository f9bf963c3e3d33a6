import { nearest } from '../../diagnostics/suggest';

/** The inputs of `aws-actions/configure-aws-credentials`, those of older versions among them. https://github.com/aws-actions/configure-aws-credentials/blob/main/action.yml */
const INPUTS = [
  'action-timeout-s',
  'allowed-account-ids',
  'audience',
  'aws-access-key-id',
  'aws-profile',
  'aws-region',
  'aws-secret-access-key',
  'aws-session-token',
  'custom-tags',
  'disable-retry',
  'force-skip-oidc',
  'http-proxy',
  'inline-session-policy',
  'managed-session-policies',
  'mask-aws-account-id',
  'no-proxy',
  'output-credentials',
  'output-env-credentials',
  'overwrite-aws-profile',
  'retry-max-attempts',
  'role-chaining',
  'role-duration-seconds',
  'role-external-id',
  'role-session-name',
  'role-skip-session-tagging',
  'role-to-assume',
  'special-characters-workaround',
  'sts-endpoint',
  'transitive-tag-keys',
  'translate-aws-session-token',
  'unset-current-credentials',
  'use-existing-credentials',
  'web-identity-token-file',
];

/** Whether the action knows an input. */
export function isInput(name: string): boolean {
  return INPUTS.includes(name);
}

/** The input that was meant by one that the action does not know; by what it is about, or by its spelling. */
export function meantInput(name: string): string | undefined {
  const spelled = name.replaceAll('_', '-');
  if (INPUTS.includes(spelled)) return spelled;
  if (/session-?name/.test(spelled)) return 'role-session-name';
  if (/duration|seconds/.test(spelled)) return 'role-duration-seconds';
  if (/role|arn|assume/.test(spelled)) return 'role-to-assume';
  if (/region/.test(spelled)) return 'aws-region';
  return nearest(spelled, INPUTS);
}
