import { type IdentityKind, type Self, accountArn, strangeArn } from './self';
import { arnsOverlap, matchesWildcards } from './wildcards';

/**
 * Names that administrators have in many accounts, given by AWS's services or by people.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access.html
 */
const ADMINISTRATORS = [
  'OrganizationAccountAccessRole',
  'AWSControlTowerExecution',
  'aws-reserved/sso.amazonaws.com/AWSReservedSSO_AdministratorAccess_0123456789abcdef',
  'AdministratorAccess',
  ...['Admin', 'admin', 'ADMIN', 'Administrator', 'administrator'].flatMap((name) => [name, `${name}s`]),
];

/** What a pattern over roles, users or groups has, as ARNs that may be patterns themselves. */
export interface Reached {
  readonly arn: string;
  /** Whether it is all of them, or some that are called like administrators. */
  readonly all: boolean;
}

/** Roles, users or groups of probably more permissions that a resource has by its wildcards; none of one that is named in full. */
export function reachedByWildcard(resource: string, kind: IdentityKind, self: Self): readonly Reached[] {
  const strange = strangeArn(self, kind);
  if (arnsOverlap(resource, strange)) return [{ arn: strange, all: true }];
  const [, prefix = '', name = ''] = identity(kind).exec(resource) ?? [];
  if (!/[*?]/.test(name)) return [];
  if (/admin/i.test(name)) return [{ arn: resource, all: false }];
  return ADMINISTRATORS.filter((known) => matchesWildcards(name, known)).map((known) => ({
    arn: prefix + known,
    all: false,
  }));
}

/** Those of a resource that are roles, users or groups of the account, as one pattern; nothing if none is. */
export function ownIdentities(resource: string, kind: IdentityKind, self: Self): string | undefined {
  if (!arnsOverlap(resource, accountArn(self, kind, '*'))) return undefined;
  return accountArn(self, kind, identity(kind).exec(resource)?.[2] ?? '*');
}

function identity(kind: IdentityKind): RegExp {
  return new RegExp(`^(arn:.*?:${kind}/)(.*)$`);
}
