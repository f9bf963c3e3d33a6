import { isMap } from './yaml-values';

/** What a job's own token may do, as far as it decides about logins. */
export interface Permissions {
  readonly idToken: boolean;
  readonly contents: boolean;
}

/** What a workflow has that asks for nothing: a token for AWS has to be asked for. */
export const DEFAULT_PERMISSIONS: Permissions = { idToken: false, contents: true };

/** All that can be had: what a workflow that nobody calls is bounded by. */
export const ALL_PERMISSIONS: Permissions = { idToken: true, contents: true };

/**
 * Reads `permissions`; nothing where there are none. Whatever a list does not name is taken away.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions
 */
export function readPermissions(value: unknown): Permissions | undefined {
  if (value === undefined) return undefined;
  if (value === 'write-all') return ALL_PERMISSIONS;
  if (value === 'read-all') return DEFAULT_PERMISSIONS;
  if (!isMap(value)) return { idToken: false, contents: false };
  return { idToken: value['id-token'] === 'write', contents: value.contents === 'read' || value.contents === 'write' };
}

/** What a job has: its own list, else its workflow's, else what it is given; and never more than its caller has. */
export function effective(
  ofJob: Permissions | undefined,
  ofWorkflow: Permissions | undefined,
  caller: Permissions | undefined,
): Permissions {
  const wanted = ofJob ?? ofWorkflow ?? caller ?? DEFAULT_PERMISSIONS;
  const bound = caller ?? ALL_PERMISSIONS;
  return { idToken: wanted.idToken && bound.idToken, contents: wanted.contents && bound.contents };
}
