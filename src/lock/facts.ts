import type { EnvironmentFacts, LockedRepository } from '../bindings/lock';
import { DEFAULT_TEMPLATE } from '../oidc/claims';
import { immutablePrefix, legacyPrefix } from '../oidc/subject';

/** What the lock file says of an environment. */
export type LockedEnvironment = EnvironmentFacts | 'absent';

/** What the lock file says of a repository, by its keys. */
export interface Facts {
  readonly owner_id?: string;
  readonly repository_id?: string;
  readonly subject_prefix?: string;
  readonly subject_claims?: 'default' | readonly string[];
  readonly owner_type?: string;
  readonly default_branch?: string;
  readonly default_workflow_permissions?: string;
  readonly visibility?: string;
  readonly archived?: boolean;
  readonly has_protected_branches?: boolean;
  readonly environments?: ReadonlyMap<string, LockedEnvironment>;
  readonly former_names?: readonly string[];
  readonly kept?: readonly string[];
}

/** The keys of {@link Facts}, in the order in which they are written. */
export const FACTS = [
  'owner_id',
  'repository_id',
  'subject_prefix',
  'subject_claims',
  'owner_type',
  'default_branch',
  'default_workflow_permissions',
  'visibility',
  'archived',
  'has_protected_branches',
  'environments',
  'former_names',
  'kept',
] as const satisfies readonly (keyof Facts)[];

/** The keys of an environment's facts, in the order in which they are written. */
export const ENVIRONMENT_FACTS = [
  'reviewers',
  'wait_timer',
  'prevent_self_review',
  'can_admins_bypass',
  'deployment_branches',
  'deployment_tags',
  'protected_branches',
] as const satisfies readonly (keyof EnvironmentFacts)[];

/** The facts of a locked repository; nothing for what the file leaves out or has wrong. */
export function factsOf({ owner, name, ids, subjectFormat, template, environments, ...rest }: LockedRepository): Facts {
  const prefixes = { legacy: legacyPrefix({ owner, name }), immutable: ids && immutablePrefix(owner, name, ids) };
  return {
    owner_id: ids?.owner,
    repository_id: ids?.repository,
    subject_prefix: subjectFormat && prefixes[subjectFormat],
    subject_claims: template && subjectClaims(template),
    owner_type: rest.ownerType,
    default_branch: rest.defaultBranch,
    default_workflow_permissions: rest.defaultWorkflowPermissions,
    visibility: rest.visibility,
    archived: rest.archived,
    has_protected_branches: rest.hasProtectedBranches,
    environments: environments.size > 0 ? environments : undefined,
    former_names: unlessEmpty(rest.formerNames),
    kept: unlessEmpty(rest.kept),
  };
}

/** A list as the lock file has it: one without anything in it is left out. */
export function unlessEmpty(list: readonly string[]): readonly string[] | undefined {
  return list.length > 0 ? list : undefined;
}

/** A subject template as the lock file writes it. */
export function subjectClaims(template: readonly string[]): 'default' | readonly string[] {
  return template.join() === DEFAULT_TEMPLATE.join() ? 'default' : template;
}
