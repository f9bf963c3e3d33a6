import { LOGGING_IN } from './new-administrators';
import { type Reached, reachedByWildcard } from './reach';
import type { IdentityKind, Self } from './self';
import { arnsOverlap } from './wildcards';

/** How a role gets more than it was given. */
export interface Way {
  /** What it does; for others, with all of them and with such as are called like administrators. */
  readonly does: string;
  readonly doesWithSome?: string;
  readonly to: 'itself' | 'others';
  readonly by: readonly string[];
  /** What of the account a resource has that lets the role get more. */
  readonly reached: (resource: string, self: Self) => readonly Reached[];
  /** Another way, beside which this one is not worth saying. */
  readonly unless?: string;
}

const own =
  (arns: (self: Self) => readonly string[]) =>
  (resource: string, self: Self): readonly Reached[] =>
    arns(self)
      .filter((arn) => arnsOverlap(resource, arn))
      .map((arn) => ({ arn, all: true }));
const others = (kind: IdentityKind) => (resource: string, self: Self) => reachedByWildcard(resource, kind, self);

/**
 * All of them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export const WAYS: readonly Way[] = [
  {
    does: 'change its own permissions',
    to: 'itself',
    by: ['iam:AttachRolePolicy', 'iam:PutRolePolicy'],
    reached: own(({ arn }) => [arn]),
  },
  {
    does: 'change who may assume it',
    to: 'itself',
    by: ['iam:UpdateAssumeRolePolicy'],
    reached: own(({ arn }) => [arn]),
  },
  {
    does: 'lift its boundary',
    to: 'itself',
    by: ['iam:DeleteRolePermissionsBoundary', 'iam:PutRolePermissionsBoundary'],
    reached: own(({ arn, bounded }) => (bounded ? [arn] : [])),
  },
  {
    does: 'rewrite a policy that it has',
    to: 'itself',
    by: ['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion'],
    reached: own(({ ownPolicies }) => ownPolicies),
  },
  {
    does: 'pass any role to a service',
    doesWithSome: 'pass roles of administrators to a service',
    to: 'others',
    by: ['iam:PassRole'],
    reached: others('role'),
  },
  {
    does: 'assume any role',
    doesWithSome: 'assume roles of administrators',
    to: 'others',
    by: ['sts:AssumeRole'],
    reached: others('role'),
  },
  {
    does: 'log in as any user',
    doesWithSome: 'log in as administrators',
    to: 'others',
    by: LOGGING_IN,
    reached: others('user'),
  },
  {
    does: 'change who may assume any role',
    doesWithSome: 'change who may assume roles of administrators',
    to: 'others',
    by: ['iam:UpdateAssumeRolePolicy'],
    reached: others('role'),
    unless: 'change who may assume it',
  },
];
