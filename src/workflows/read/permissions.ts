import { isMap } from './yaml-values';

/** How far a permission goes. */
export type Level = 'none' | 'read' | 'write';

/** A list of permissions: what it names, and what it says of all others. */
export interface Permissions {
  readonly scopes: ReadonlyMap<string, Level>;
  readonly others: Level;
}

/** What a job's own token may do; `default` where nobody lists it, so that the repository's settings decide. */
export type Held = Permissions | 'default';

/** The setting of a repository for workflows without a list; absent if it is not known. */
export type DefaultPermissions = 'read' | 'write' | undefined;

const RANK: Readonly<Record<Level, number>> = { none: 0, read: 1, write: 2 };

/** What the setting `read` gives. https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions */
const READ_BY_DEFAULT = ['contents', 'packages', 'metadata'];

/**
 * Reads `permissions`; nothing where there are none. Whatever a list does not name is taken away.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions
 */
export function readPermissions(value: unknown): Permissions | undefined {
  if (value === undefined) return undefined;
  if (value === 'write-all') return { scopes: new Map(), others: 'write' };
  if (value === 'read-all') return { scopes: new Map([['id-token', 'none']]), others: 'read' };
  const entries = isMap(value) ? Object.entries(value) : [];
  return {
    scopes: new Map(entries.map(([scope, level]) => [scope, level === 'write' || level === 'read' ? level : 'none'])),
    others: 'none',
  };
}

/** How far a permission goes by a list. */
export function levelOf({ scopes, others }: Permissions, scope: string): Level {
  return scopes.get(scope) ?? others;
}

/** Whether a job may ask for a token: no setting of a repository gives that to a job that does not ask for it. */
export function hasIdToken(held: Held): boolean {
  return held !== 'default' && levelOf(held, 'id-token') === 'write';
}

/** Whether a job may check the repository out. */
export function hasContents(held: Held): boolean {
  return held === 'default' || levelOf(held, 'contents') !== 'none';
}

/** A permission that a called job asks for and its caller has not; `isCertain` where no setting of the repository gives it. */
export interface Excess {
  readonly scope: string;
  readonly level: Level;
  readonly isCertain: boolean;
}

/**
 * What a called job asks for beyond its caller: GitHub then refuses the run as a whole. A caller without a list has what the
 * repository's setting allows: by `write` everything, also `id-token` for a workflow of the same owner.
 * https://github.com/actions/runner/blob/main/src/Sdk/WorkflowParser/Conversion/PermissionsHelper.cs
 */
export function excessOf(
  wanted: Permissions | undefined,
  caller: Held | undefined,
  setting: DefaultPermissions,
): Excess | undefined {
  if (!wanted || caller === undefined) return undefined;
  const asked = [...wanted.scopes, ...(wanted.others === 'none' ? [] : [['all', wanted.others] as const])];
  const beyond = asked.filter(([scope, level]) => {
    if (caller !== 'default') return RANK[level] > RANK[scope === 'all' ? caller.others : levelOf(caller, scope)];
    return setting !== 'write' && RANK[level] > (READ_BY_DEFAULT.includes(scope) ? RANK.read : RANK.none);
  });
  const [scope, level] = beyond.find(([each]) => each === 'id-token') ?? beyond[0] ?? [];
  if (scope === undefined) return undefined;
  return { scope, level, isCertain: caller !== 'default' || setting !== undefined };
}
