import type { ResolvedRole } from '../../access-plan/roles/roles';
import { administratorGrants } from '../../iam/administrators';
import { type Escalation, escalations } from '../../iam/escalation';
import { type GrantPlace, partPlace, permissionsOf, placeOf, selfOf } from '../role-permissions';
import type { Report, Rule } from '../rule';

/**
 * Who may change a role's policies or trust, make roles, or get at any other, has what these can have. A boundary of which it is not
 * known what it forbids may hold the role, or not.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export const selfEscalation: Rule = {
  id: 'self-escalation',
  check({ access }, report) {
    for (const role of access.roles) {
      const [permissions, self] = [permissionsOf(role), selfOf(role)];
      if (administratorGrants(permissions, self).length > 0) continue;
      reportCdk(role, report);
      const bounded = permissions.boundary !== undefined;
      for (const found of byPlace(escalations(permissions, self))) {
        const { at, related } = placeOfAll(role, found);
        report(at, message(found, bounded), { severity: bounded ? 'warning' : 'error', related });
      }
    }
  },
};

function byPlace(all: readonly Escalation[]): readonly (readonly Escalation[])[] {
  const groups = new Map<string, readonly Escalation[]>();
  for (const each of all) {
    const { source, resource } = each;
    const key = JSON.stringify([source.kind === 'policy' ? [source.policy] : source.statement, resource]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()];
}

/** The resource is what reaches too far. */
function placeOfAll(role: ResolvedRole, [first]: readonly Escalation[]): GrantPlace {
  if (!first) throw new Error('internal error: an escalation by nothing');
  const { source, resource } = first;
  const placed = source.kind === 'statement' ? role.permissions.statements[source.statement] : undefined;
  if (!placed) return placeOf(role, source);
  return partPlace(placed, resource === undefined ? 'notResources' : 'resources', resource);
}

function message(found: readonly Escalation[], bounded: boolean): string {
  const ways = found.map(({ does, by }) => (by.length > 0 ? `${does} (${[...new Set(by)].join(', ')})` : does));
  const list = ways.length > 1 ? `${ways.slice(0, -1).join(', ')} and ${ways.at(-1) ?? ''}` : ways.join('');
  return [
    `the role may ${list}${bounded ? ', unless its boundary forbids it' : ''}`,
    ...(found.every(({ by }) => by.length === 0)
      ? ['allow what its jobs do instead, by presets or statements that name the roles they work with']
      : found.some(({ to }) => to === 'itself')
        ? [
            'keep the role and its policies out of what it manages, by another path or by requiring an `iam:PermissionsBoundary`',
          ]
        : found.some(({ to }) => to === 'new')
          ? ['require an `iam:PermissionsBoundary` of the roles that it makes, or name each of them']
          : found.some(({ to }) => to === 'given')
            ? ['keep what it may log in as, or assume, apart from what it gives permissions']
            : ['name the roles or users that it works with']),
    ...(bounded ? ['if the boundary forbids it, waive this and say so'] : []),
  ].join('\n');
}

/** What the roles may do that `cdk bootstrap` makes was decided there; the file says only that they are assumed. */
function reportCdk({ permissions }: ResolvedRole, report: Report): void {
  for (const { from, entry } of permissions.statements) {
    if (from !== 'cdk-deploy') continue;
    report(
      entry,
      [
        'the roles of `cdk bootstrap` deploy as administrators, unless it was told otherwise',
        'bootstrap with `--cloudformation-execution-policies`, or with `--custom-permissions-boundary`',
      ].join('\n'),
      { severity: 'info' },
    );
  }
}
