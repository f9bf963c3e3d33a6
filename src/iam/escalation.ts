import { withinBoundary } from './capabilities';
import {
  type AllowedPart,
  type GrantSource,
  type Permissions,
  allowedParts,
  covers,
  isDenied,
  resourcePatterns,
} from './grants';
import { requiresHarmlessPolicy } from './harmless-policy';
import { isHeld } from './held';
import { managedPolicyContent } from './managed-policies';
import { type Allowed, newAdministrators } from './new-administrators';
import type { Statement } from './policy-document';
import type { Self } from './self';
import { WAYS, type Way } from './ways';

/** What lets a role get more than it was given. */
export interface Escalation {
  readonly source: GrantSource;
  /** Index of the resource that reaches too far; nothing of a managed policy, or where it is by excluding others. */
  readonly resource?: number;
  /** What the role may do by it: `assume any role`. */
  readonly does: string;
  readonly to: 'itself' | 'others' | 'new' | 'given';
  /** The actions as they are written, as a message names them; none of a managed policy. */
  readonly by: readonly string[];
}

/** Ways by which a role gets more than it was given. A boundary that lets nothing be written closes them; others may not. */
export function escalations(permissions: Permissions, self: Self): readonly Escalation[] {
  if (!withinBoundary(permissions, ({ writes }) => writes)) return [];
  const { statements } = permissions;
  const parts = allowedParts(statements).filter((part) => mayMatter(part) && !isHeld(part.statement, statements));
  if (parts.length === 0) return policyEscalations(permissions);
  const allowed = { statements, parts, self };
  const ways = WAYS.flatMap((way) => statements.flatMap((statement) => inStatement(way, statement, allowed)));
  const known = new Set(ways.map(({ does }) => does));
  const said = ways.filter(
    ({ unless, source }) => !ways.some((other) => other.does === unless && isSame(other.source, source)),
  );
  const administrators = newAdministrators(allowed).filter(({ unless }) => unless === undefined || !known.has(unless));
  return [
    ...said.map(({ unless: _, ...escalation }) => escalation),
    ...administrators.map(({ unless: _, ...found }): Escalation => found),
    ...policyEscalations(permissions),
  ];
}

function isSame(a: GrantSource, b: GrantSource): boolean {
  return a.kind === 'statement' && b.kind === 'statement' && a.statement === b.statement;
}

function inStatement(
  way: Way,
  statement: Statement,
  { statements, parts, self }: Allowed,
): readonly (Escalation & Pick<Way, 'unless'>)[] {
  const hits = parts
    .filter((part) => part.statement === statement)
    .flatMap((part) =>
      way.by
        .filter((action) => part.includes(action) && !isHarmless(part, action, statements))
        .flatMap((action) =>
          resourcePatterns(statement).flatMap((pattern, resource) =>
            way
              .reached(pattern, self)
              .filter(({ arn }) => covers(statement, arn) && !isDenied(statements, action, arn))
              .map(({ all }) => ({ grant: part.grant, resource, all })),
          ),
        ),
    );
  const hit = hits.find(({ all }) => all) ?? hits[0];
  if (!hit) return [];
  const { to, unless, does, doesWithSome = does } = way;
  const by = [...new Set(hits.map(({ grant }) => grant))];
  return [
    {
      source: by[0]?.source ?? hit.grant.source,
      resource: statement.notResources.length > 0 ? undefined : hit.resource,
      does: hit.all ? does : doesWithSome,
      to,
      by: by.map(({ text }) => text),
      unless,
    },
  ];
}

function isHarmless({ statement }: AllowedPart, action: string, statements: readonly Statement[]): boolean {
  if (action === 'iam:PassRole') return isPassedToHarmless(statement);
  return action === 'iam:AttachRolePolicy' && requiresHarmlessPolicy(statement, 'iam:PolicyARN', statements);
}

function policyEscalations({ managedPolicies }: Permissions): readonly Escalation[] {
  return managedPolicies.flatMap((arn, policy): readonly Escalation[] => {
    const { administrator, escalation } = managedPolicyContent(arn) ?? {};
    const does = administrator ? 'change its own permissions' : escalation;
    return does === undefined ? [] : [{ source: { kind: 'policy', policy }, does, to: 'others', by: [] }];
  });
}

/** Saves a look at what has nothing to do with roles. */
function mayMatter({ wide, written = '' }: AllowedPart): boolean {
  return wide || /^(iam|sts):/i.test(written);
}

/** Services that do nothing else for those who pass them a role than to move data about, or to scale. */
const RUN_NOTHING = [
  'application-autoscaling',
  'cloudtrail',
  'dax',
  'elasticfilesystem',
  'kafka',
  'logs',
  'monitoring.rds',
  'vpc-flow-logs',
];

function isPassedToHarmless({ conditions }: Statement): boolean {
  return conditions.some(
    ({ operator, key, values }) =>
      /^String(Equals|Like)$/.test(operator) &&
      key.toLowerCase() === 'iam:passedtoservice' &&
      values.every((service) => RUN_NOTHING.includes(service.replace(/\.amazonaws\.com(\.cn)?$/, ''))),
  );
}
