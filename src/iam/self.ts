/** A role as it can be an object of its own permissions. */
export interface Self {
  readonly arn: string;
  /** ARNs of the policies of the account that decide what it may do, its boundary among them. */
  readonly ownPolicies: readonly string[];
  readonly bounded: boolean;
}

/** A role or user of whose name nothing is known: a pattern that has it has all. */
export function strangeArn({ arn }: Self, kind: 'role' | 'user'): string {
  return `${arn.split(':').slice(0, 5).join(':')}:${kind}/0any-name0`;
}
