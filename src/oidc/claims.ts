/**
 * Claims of a GitHub token that AWS STS evaluates in a trust policy, beside `aud` and `sub`. A condition on any other claim
 * is accepted by IAM and never matches.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
export const STS_CLAIMS = [
  'actor',
  'actor_id',
  'enterprise_id',
  'environment',
  'job_workflow_ref',
  'ref',
  'repository',
  'repository_id',
  'repository_owner_id',
  'workflow',
] as const;

/** One of {@link STS_CLAIMS}. */
export type StsClaim = (typeof STS_CLAIMS)[number];

/**
 * Keys that a repository's subject template may list, but for `repo_property_…`.
 * https://docs.github.com/en/actions/reference/security/oidc#customizing-the-token-claims
 */
export const TEMPLATE_KEYS = [
  'actor',
  'actor_id',
  'base_ref',
  'check_run_id',
  'context',
  'environment',
  'environment_node_id',
  'event_name',
  'head_ref',
  'job_workflow_ref',
  'job_workflow_sha',
  'ref',
  'ref_type',
  'repo',
  'repository',
  'repository_id',
  'repository_owner',
  'repository_owner_id',
  'repository_visibility',
  'run_attempt',
  'run_id',
  'run_number',
  'runner_environment',
  'workflow',
  'workflow_ref',
  'workflow_sha',
] as const;

/** Claims that GitHub refuses in a subject template. */
export const NEVER_IN_SUBJECT = ['aud', 'sub', 'iss', 'sha', 'enterprise', 'enterprise_id', 'ref_protected'] as const;

/** Whether GitHub accepts `key` in a subject template. */
export function isTemplateKey(key: string): boolean {
  return (TEMPLATE_KEYS as readonly string[]).includes(key) || /^repo_property_[A-Za-z0-9_]+$/.test(key);
}

/** The subject template of a repository that was never customised. */
export const DEFAULT_TEMPLATE: readonly string[] = ['repo', 'context'];
