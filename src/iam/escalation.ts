import { policyGrants, withinBoundary } from './capabilities';
import {
  type AllowedPart,
  type Grant,
  type GrantSource,
  type Permissions,
  allowedParts,
  covers,
  coversEverything,
  isDenied,
} from './grants';
import { managedPolicyContent } from './managed-policies';
import { newAdministrators } from './new-administrators';
import { requiresHarmlessPolicy } from './harmless-policy';
import type { Statement } from './policy-document';
import { type Self, strangeArn } from './self';
import { matchesWildcards } from './wildcards';

/** What makes an administrator of a role. */
export interface AdministratorGrant extends Grant {
  readonly of: 'everything' | 'iam';
}

/**
 * What lets a role do everything, or everything in IAM, from where it gets the rest. Nothing where a boundary holds it; that
 * `AdministratorAccess` and `IAMFullAccess` do not, as a boundary either.
 */
export function administratorGrants(permissions: Permissions, self: Self): readonly AdministratorGrant[] {
  const { statements, boundary, managedPolicies } = permissions;
  if (boundary !== undefined && managedPolicyContent(boundary)?.administrator === undefined) return [];
  if (isDenied(statements, 'iam:PutRolePolicy', self.arn) && isDenied(statements, 'iam:AttachRolePolicy', self.arn))
    return [];
  const inline = allowedParts(statements).flatMap((part): readonly AdministratorGrant[] => {
    const { statement, grant } = part;
    const everything = part.wide && part.includes('iam:PutRolePolicy');
    const wholeIam = /^iam:\*+$/i.test(part.written ?? '');
    if ((!everything && !wholeIam) || isBounded(statement)) return [];
    if (everything && coversEverything(statement)) return [{ ...grant, of: 'everything' }];
    return covers(statement, strangeArn(self, 'role')) ? [{ ...grant, of: 'iam' }] : [];
  });
  const policies = policyGrants(permissions, ({ administrator }) => administrator !== undefined);
  return [
    ...inline,
    ...policies.map((grant): AdministratorGrant => {
      const arn = grant.source.kind === 'policy' ? managedPolicies[grant.source.policy] : undefined;
      return { ...grant, of: managedPolicyContent(arn ?? '')?.administrator ?? 'iam' };
    }),
  ];
}

interface Way {
  readonly does: string;
  readonly to: Escalation['to'];
  readonly by: readonly string[];
  readonly on: (self: Self) => readonly string[];
}

/**
 * How a role gets more than it was given.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
const WAYS: readonly Way[] = [
  {
    does: 'change its own permissions',
    to: 'itself',
    by: ['iam:AttachRolePolicy', 'iam:PutRolePolicy'],
    on: ({ arn }) => [arn],
  },
  { does: 'change who may assume it', to: 'itself', by: ['iam:UpdateAssumeRolePolicy'], on: ({ arn }) => [arn] },
  {
    does: 'lift its boundary',
    to: 'itself',
    by: ['iam:DeleteRolePermissionsBoundary', 'iam:PutRolePermissionsBoundary'],
    on: ({ arn, bounded }) => (bounded ? [arn] : []),
  },
  {
    does: 'rewrite a policy that it has',
    to: 'itself',
    by: ['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion'],
    on: ({ ownPolicies }) => ownPolicies,
  },
  { does: 'pass any role to a service', to: 'others', by: ['iam:PassRole'], on: (self) => [strangeArn(self, 'role')] },
  { does: 'assume any role', to: 'others', by: ['sts:AssumeRole'], on: (self) => [strangeArn(self, 'role')] },
  {
    does: 'log in as any user',
    to: 'others',
    by: ['iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile'],
    on: (self) => [strangeArn(self, 'user')],
  },
];

/** What lets a role get more than it was given. */
export interface Escalation {
  readonly source: GrantSource;
  /** Index of the resource that reaches too far; nothing of a managed policy, or where it is by excluding others. */
  readonly resource?: number;
  /** What the role may do by it: `assume any role`. */
  readonly does: string;
  readonly to: 'itself' | 'others' | 'new';
  /** The actions as they are written, as a message names them; none of a managed policy. */
  readonly by: readonly string[];
}

/** Ways by which a role gets more than it was given. A boundary that lets nothing be written closes them; others may not. */
export function escalations(permissions: Permissions, self: Self): readonly Escalation[] {
  if (!withinBoundary(permissions, ({ writes }) => writes)) return [];
  const { statements } = permissions;
  const parts = allowedParts(statements).filter((part) => mayMatter(part) && !isBounded(part.statement));
  if (parts.length === 0) return policyEscalations(permissions);
  const inline = WAYS.flatMap((way) => {
    const targets = way.on(self);
    const isReached = (statement: Statement, action: string) => (arn: string) =>
      covers(statement, arn) && !isDenied(statements, action, arn);
    const open = parts.filter((part) =>
      way.by.some(
        (action) =>
          part.includes(action) &&
          !(action === 'iam:PassRole' && isPassedToHarmless(part.statement)) &&
          targets.some(isReached(part.statement, action)),
      ),
    );
    return statements.flatMap((statement) => inStatement(way, statement, open, targets));
  });
  const administrators = newAdministrators(statements, parts, self).map((found): Escalation => {
    return { ...found, does: 'make other roles that may do anything', to: 'new' };
  });
  return [...inline, ...administrators, ...policyEscalations(permissions)];
}

function inStatement(
  { does, to }: Way,
  statement: Statement,
  open: readonly AllowedPart[],
  targets: readonly string[],
): readonly Escalation[] {
  const grants = open.filter((part) => part.statement === statement).map(({ grant }) => grant);
  const [first] = grants;
  if (!first) return [];
  const reaching = statement.resources.findIndex((written) => targets.some((arn) => matchesWildcards(written, arn)));
  const resource = reaching < 0 ? undefined : reaching;
  return [{ source: first.source, resource, does, to, by: grants.map(({ text }) => text) }];
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

/**
 * Whether a statement only allows to make and change roles that are held by a certain boundary, and so nothing to those that
 * have another or none.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 */
function isBounded(statement: Statement): boolean {
  return requiresHarmlessPolicy(statement, 'iam:PermissionsBoundary');
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
