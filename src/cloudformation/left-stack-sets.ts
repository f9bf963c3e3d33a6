import type { AccountPlan } from '../access-plan/access-plan';
import type { StackSet, StackSets } from './manifest';
import type { PlannedStackSet } from './stack-sets';

/** An account whose stack is of another stack set than before, or of none. */
export interface LeftStackSet {
  /** Name of the account, if there still is one. */
  readonly account?: string;
  readonly lines: readonly string[];
}

/**
 * The accounts that leave a stack set. Nothing of that is done by a changed template: the stack stays in the account, with its roles,
 * until somebody takes it out of the one set, and into the other.
 */
export function leftStackSets(
  stackSets: readonly PlannedStackSet[],
  before: StackSets,
  accounts: readonly AccountPlan[],
): readonly LeftStackSet[] {
  const now = new Map(stackSets.flatMap(({ set }) => set.accounts.map((id) => [id, set] as const)));
  const byId = new Map(accounts.map((account) => [account.id, account]));
  return before.stack_sets.flatMap((from) =>
    from.accounts.flatMap((id): readonly LeftStackSet[] => {
      const to = now.get(id);
      const account = byId.get(id);
      if (to?.name === from.name || account?.retired) return [];
      return [{ account: account?.name, lines: to ? moved(id, from, to) : gone(id, from) }];
    }),
  );
}

function moved(id: string, from: StackSet, to: StackSet): readonly string[] {
  return [
    `account ${id} leaves the stack set \`${from.name}\` for \`${to.name}\``,
    'deleting its stack would delete its roles, and the other stack set cannot make them while they are there',
    `keep the stack: delete its stack instance with \`--retain-stacks\`, and import the stack into \`${to.name}\` (docs/cloudformation.md)`,
  ];
}

function gone(id: string, from: StackSet): readonly string[] {
  return [
    `account ${id} leaves the stack set \`${from.name}\`, and no template is for it any more`,
    'its roles live on, usable, until its stack is deleted',
    `to delete them: \`aws cloudformation delete-stack-instances --stack-set-name ${from.name} --accounts ${id} --regions ${from.region} --no-retain-stacks\` (with service-managed permissions as docs/cloudformation.md says)`,
  ];
}
