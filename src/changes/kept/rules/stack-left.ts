import type { AccountContext } from '../../../access-plan/accounts/accounts';
import type { ChangeContext, ChangeRule } from '../context';
import { keptLines } from '../kept-lines';
import { renamedOwners } from '../renamed-owners';
import type { Stack } from '../stack';
import { keptStack } from '../words';

/**
 * A stack without a configuration: nothing can change or destroy any more what it manages. For a folder of output, `stack-vanished`
 * and `account-renamed` say so.
 */
export const stackLeft: ChangeRule = {
  id: 'state-moved',
  check(context, report) {
    const { earlier, present, places } = context;
    const renamed = new Set(renamedOwners(earlier, present).map(({ from }) => from));
    for (const before of earlier.stacks.values()) {
      const after = present.stacks.get(before.name);
      if (before.objects.size === 0 || earlier.answered?.has(before.name)) continue;
      if (after && after.accountId === before.accountId) continue;
      if (before.owner !== undefined && renamed.has(before.owner)) continue;
      const successor = successorOf(before, context);
      const at = after ? places.account(after.name) : successor ? places.account(successor.stack) : places.root;
      report(before.owner === undefined ? at : places.owner, lines(before, after, successor, context));
    }
  },
};

/** The stack that the account has now. */
function successorOf({ accountId }: Stack, { present }: ChangeContext): AccountContext | undefined {
  return present.access.accounts.find(({ id }) => id === accountId);
}

function lines(
  before: Stack,
  after: Stack | undefined,
  successor: AccountContext | undefined,
  { earlier, present, places }: ChangeContext,
): readonly string[] {
  const { name, accountId, owner } = before;
  if (after)
    return [
      `the stack \`${name}\` was that of account ${accountId ?? 'none'}, and would be that of account ${after.accountId ?? 'none'}`,
      'what it made in the former account would live on, usable, and nothing could destroy it any more',
      `to have both: give account ${after.accountId ?? ''} another name than \`${places.accountName(name)}\`, and keep the former entry`,
    ];
  if (successor)
    return [
      `account ${accountId ?? ''} had the stack \`${name}\`, and would have \`${successor.stack}\`, which has another state`,
      `Terraform would make everything a second time, and what \`${name}\` made would be out of reach`,
      keptStack(successor, name),
    ];
  if (owner !== undefined) {
    const kept = keptLines(before, present.lock);
    return [
      `the stack \`${name}\` leaves: nothing is in the input any more that it manages`,
      'what it made at GitHub would live on, and nothing could change or delete it any more',
      ...(kept.length > 0
        ? [
            'to let go of its environments: write under `repositories` in the lock file, beside what is there, and apply',
            ...kept,
            'to leave them as they are: waive this',
          ]
        : ['to keep it: leave something for it in the file. To leave what it made to others: waive this']),
    ];
  }
  return [
    `the stack \`${name}\` of account ${accountId ?? ''} leaves`,
    'its roles and its OIDC provider would live on, usable, and nothing could destroy them any more',
    `to destroy them: bring the account back from ${earlier.label} with \`retired: true\`, apply, and take it out after that`,
  ];
}
