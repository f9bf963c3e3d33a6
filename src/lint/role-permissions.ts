import type { PlacedStatement } from '../access-plan/roles/permissions';
import type { ResolvedRole } from '../access-plan/roles/roles';
import type { RelatedLocation } from '../diagnostics/diagnostic';
import { type Location, child, keyOf } from '../diagnostics/source';
import { type Grant, type GrantSource, type Permissions, firstOf } from '../iam/grants';
import type { Self } from '../iam/self';

/** What bears on what a role may do. */
export function permissionsOf({ plan }: ResolvedRole): Permissions {
  return {
    statements: plan.permissions,
    managedPolicies: plan.managedPolicies.map(({ arn }) => arn),
    boundary: plan.permissionsBoundary,
  };
}

/** The role as an object of its own permissions. */
export function selfOf({ plan, account }: ResolvedRole): Self {
  const { permissionsBoundary: boundary } = plan;
  const arns = [...plan.managedPolicies.map(({ arn }) => arn), ...(boundary === undefined ? [] : [boundary])];
  return {
    arn: plan.arn,
    ownPolicies: arns.filter((arn) => arn.includes(`::${account.id}:policy/`)),
    bounded: boundary !== undefined,
  };
}

/** Whether a statement, by its index, is known to be about Terraform's state. */
export function isStateOf({ permissions }: ResolvedRole): (statement: number) => boolean {
  return (statement) => permissions.statements[statement]?.from === 'terraform-state';
}

/** Where something is to be reported, so that a waiver can stand there: in the bindings file. */
export interface GrantPlace {
  readonly at: Location;
  /** Where exactly, if that is in a policy file. */
  readonly related: readonly RelatedLocation[];
}

/** Where the action or policy stands that grants something. */
export function placeOf({ permissions }: ResolvedRole, source: GrantSource): GrantPlace {
  if (source.kind === 'policy') return known(permissions.managedPolicies[source.policy]?.at);
  const placed = permissions.statements[source.statement];
  return placed ? partPlace(placed, source.action === undefined ? 'notActions' : 'actions', source.action) : known();
}

/** Where a list of a statement stands, or one of its values. */
export function partPlace({ at, from, entry }: PlacedStatement, part: keyof typeof KEYS, index?: number): GrantPlace {
  const [own, json] = KEYS[part];
  if (from !== 'statement' && from !== 'file') return { at: entry, related: [] };
  const list = child(at, from === 'file' ? json : own);
  const exactly = index === undefined ? keyOf(list) : child(list, index);
  return from === 'file' ? { at: entry, related: [{ message: 'in this file', at: exactly }] } : known(exactly);
}

const KEYS = {
  actions: ['actions', 'Action'],
  notActions: ['not_actions', 'NotAction'],
  resources: ['resources', 'Resource'],
  notResources: ['not_resources', 'NotResource'],
} as const;

function known(at?: Location): GrantPlace {
  if (!at) throw new Error('internal error: a grant that is written nowhere');
  return { at, related: [] };
}

/** The first of what grants something, as a message names it, and how many more there are. */
export function namesOf(grants: readonly Grant[]): string {
  return firstOf([...new Set(grants.map(({ text }) => text))]);
}

/** How many places a message shows. */
const SHOWN = 3;

/** Where the first of them stand. */
export function grantedAt(role: ResolvedRole, grants: readonly Grant[]): readonly RelatedLocation[] {
  const places = grants.map(({ source }) => {
    const { at, related } = placeOf(role, source);
    return related[0]?.at ?? at;
  });
  const distinct = new Map(places.map((at) => [JSON.stringify([at.source.file, at.path]), at]));
  return [...distinct.values()].slice(0, SHOWN).map((at) => ({ message: 'granted here', at }));
}
