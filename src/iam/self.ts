import { STRANGE_NAME } from './wildcards';

/** A role as it can be an object of its own permissions. */
export interface Self {
  readonly arn: string;
  /** ARNs of the policies of the account that decide what it may do, its boundary among them. */
  readonly ownPolicies: readonly string[];
  readonly bounded: boolean;
}

/** What in an account can have permissions, or give them. */
export type IdentityKind = 'role' | 'user' | 'group';

/** A role, user or group of the account. The name may be a pattern. */
export function accountArn({ arn }: Self, kind: IdentityKind, name: string): string {
  return `${arn.split(':').slice(0, 5).join(':')}:${kind}/${name}`;
}

/** One of whose name nothing is known: a pattern that has it has all. */
export function strangeArn(self: Self, kind: IdentityKind): string {
  return accountArn(self, kind, STRANGE_NAME);
}
