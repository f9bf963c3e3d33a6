import { type AllowedPart, type GrantSource, isDenied, resourcePatterns } from './grants';
import { requiresHarmlessPolicy } from './harmless-policy';
import type { Statement } from './policy-document';
import { ownIdentities, reachedByWildcard } from './reach';
import type { IdentityKind, Self } from './self';
import { arnsOverlap } from './wildcards';

/** What lets a role get at a role or user that it can give everything. */
export interface NewAdministrator {
  readonly does: string;
  readonly to: 'new' | 'given';
  readonly source: GrantSource;
  /** Index of the resource by which it gets at them; nothing where it is by excluding others. */
  readonly resource?: number;
  /** The actions as they are written. */
  readonly by: readonly string[];
  /** What makes it not worth saying. */
  readonly unless?: string;
}

/** Two things that are worth nothing each for itself, and everything on one role or user. */
interface Pair {
  readonly does: string;
  readonly to: NewAdministrator['to'];
  readonly unless?: string;
  readonly kind: IdentityKind;
  readonly getting: readonly string[];
  readonly giving: readonly string[];
  /** Only where it chooses the name: whoever may make and change one role that is named was meant to. */
  readonly byName: boolean;
}

const LOGGING_IN_AS_ANY = 'log in as any user';

/** What makes credentials of a user. */
export const LOGGING_IN = ['iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile'];
const GIVING_ROLES = ['iam:AttachRolePolicy', 'iam:PutRolePolicy'];
const GIVING_USERS = ['iam:AttachUserPolicy', 'iam:PutUserPolicy'];

const PAIRS: readonly Pair[] = [
  {
    does: 'make other roles that may do anything',
    to: 'new',
    kind: 'role',
    getting: ['iam:CreateRole'],
    giving: GIVING_ROLES,
    byName: true,
  },
  {
    does: 'change the permissions of roles that it may assume',
    to: 'given',
    unless: 'assume any role',
    kind: 'role',
    getting: ['sts:AssumeRole'],
    giving: GIVING_ROLES,
    byName: false,
  },
  {
    does: 'log in as users that it gives permissions',
    to: 'given',
    unless: LOGGING_IN_AS_ANY,
    kind: 'user',
    getting: LOGGING_IN,
    giving: GIVING_USERS,
    byName: false,
  },
];

/** The statements of a role, and which of their parts count. */
export interface Allowed {
  readonly statements: readonly Statement[];
  readonly parts: readonly AllowedPart[];
  readonly self: Self;
}

/**
 * A role that may make roles whose names it chooses, and give them policies, may make one that trusts it and may do anything; it
 * may log in as a user that it gives policies, or puts into a group. Reported where it gets at them.
 */
export function newAdministrators(allowed: Allowed): readonly NewAdministrator[] {
  const { statements } = allowed;
  return [
    ...PAIRS.flatMap((pair) => statements.flatMap((statement) => inStatement(pair, statement, allowed))),
    ...statements.flatMap((statement) => throughGroups(statement, allowed)),
  ];
}

function inStatement(pair: Pair, statement: Statement, allowed: Allowed): readonly NewAdministrator[] {
  const { kind, byName } = pair;
  const isMeant = ({ arn }: Part) => !byName || /[*?]/.test(arn);
  const getting = parts(allowed, kind, pair.getting).filter(
    (each) => each.part.statement === statement && isMeant(each),
  );
  const giving = getting.length === 0 ? [] : parts(allowed, kind, pair.giving).filter(isMeant);
  for (const { arn, resource } of getting) {
    const gives = giving.filter(
      (each) => arnsOverlap(each.arn, arn) && !isDenied(allowed.statements, each.action, arn),
    );
    if (gives.length === 0) continue;
    const gets = getting.filter((each) => each.resource === resource);
    return found(pair, resource, gets, gives);
  }
  return [];
}

const GROUPS = { does: 'log in as users of any group', to: 'given', unless: LOGGING_IN_AS_ANY } as const;

/** Who logs in as a user and puts it into a group has what the group has. */
function throughGroups(statement: Statement, allowed: Allowed): readonly NewAdministrator[] {
  const joins = parts(allowed, 'group', ['iam:AddUserToGroup']).filter(
    ({ part, arn, action }) =>
      part.statement === statement &&
      reachedByWildcard(arn, 'group', allowed.self).some((group) => !isDenied(allowed.statements, action, group.arn)),
  );
  const logins = joins.length === 0 ? [] : parts(allowed, 'user', LOGGING_IN);
  return logins.length === 0 ? [] : found(GROUPS, joins[0]?.resource, joins, logins);
}

interface Part {
  readonly part: AllowedPart;
  readonly action: string;
  /** A resource of it, as a pattern, and its index. */
  readonly arn: string;
  readonly resource?: number;
}

/** What allows one of several actions, on each resource for itself. */
function parts(
  { statements, parts: all, self }: Allowed,
  kind: IdentityKind,
  actions: readonly string[],
): readonly Part[] {
  return all.flatMap((part) =>
    actions
      .filter((action) => part.includes(action) && !isHarmless(part, action, statements))
      .flatMap((action) =>
        resourcePatterns(part.statement).flatMap((pattern, i) => {
          const arn = ownIdentities(pattern, kind, self);
          if (arn === undefined || isDenied(statements, action, arn)) return [];
          return [{ part, action, arn, resource: part.statement.notResources.length > 0 ? undefined : i }];
        }),
      ),
  );
}

function isHarmless({ statement }: AllowedPart, action: string, statements: readonly Statement[]): boolean {
  return action.startsWith('iam:Attach') && requiresHarmlessPolicy(statement, 'iam:PolicyARN', statements);
}

function found(
  { does, to, unless }: Pick<Pair, 'does' | 'to' | 'unless'>,
  resource: number | undefined,
  gets: readonly Part[],
  gives: readonly Part[],
): readonly NewAdministrator[] {
  const [first] = gets;
  const by = [...new Set([...gets, ...gives].map(({ part }) => part))].map(({ grant }) => grant.text);
  return first ? [{ does, to, unless, source: first.part.grant.source, resource, by }] : [];
}
