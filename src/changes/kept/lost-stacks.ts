import type { AccessPlan, AccountPlan } from '../../access-plan/access-plan';
import type { Diagnostic } from '../../diagnostics/diagnostic';
import { type Location, keyOf } from '../../diagnostics/source';
import { keptStack } from './words';

/** A stack that was rendered before, as the manifest of its folder has it. */
export interface RenderedStack {
  readonly stack: string;
  readonly dir: string;
  readonly account_id?: string;
  readonly retired?: boolean;
}

/** A GitHub stack as it was rendered. */
export interface RenderedGitHub {
  /** Whether nothing was declared in it any more: it only let go. */
  readonly isEmpty: boolean;
  /** What to write into the lock file, so that it lets go of its environments. */
  readonly keptLines: readonly string[];
  /** Repositories that have another name now, to which GitHub leads a deletion under the old one. */
  readonly renamed: readonly string[];
}

/** What stands around the stacks that may be lost. */
export interface LossContext {
  /** Folder of the output, as it is shown. */
  readonly out: string;
  /** Stacks of which the user knows that they are gone, or is told more than that. */
  readonly known: ReadonlySet<string>;
  /** Where an account is written, or with no name where all accounts are. */
  readonly accountAt: (name?: string) => Location;
  /** Where the GitHub stacks come from. */
  readonly gitHubAt: Location;
  /** What of a GitHub stack its folder tells; nothing where that cannot be read. */
  readonly gitHub: (stack: string) => RenderedGitHub | undefined;
}

/**
 * The stacks that were rendered and would get out of reach: what they manage lives on, and without a configuration nothing can
 * change or destroy it.
 */
export function lostStacks(
  rendered: readonly RenderedStack[],
  plan: AccessPlan,
  context: LossContext,
): readonly Diagnostic[] {
  const accounts = new Map(plan.accounts.map((account) => [account.id, account]));
  return rendered.flatMap((stack) => {
    if (context.known.has(stack.stack) || isKept(stack, plan)) return [];
    const renamed = stack.account_id === undefined ? undefined : accounts.get(stack.account_id);
    return renamed ? accountRenamed(stack, renamed, context) : stackVanished(stack, plan, context);
  });
}

/** Whether the plan goes on with what a rendered stack manages. */
export function isKept({ stack, account_id: id }: RenderedStack, { protect, accounts, publish }: AccessPlan): boolean {
  if (id === undefined) return [...protect, ...publish].some((plan) => plan.stack === stack);
  return accounts.some((plan) => plan.stack === stack && plan.id === id);
}

function accountRenamed(stack: RenderedStack, account: AccountPlan, context: LossContext): Diagnostic {
  const { out, accountAt } = context;
  return {
    rule: 'account-renamed',
    severity: 'error',
    message: [
      `account ${account.id} was rendered as the stack \`${stack.stack}\` and would now be \`${account.stack}\`, which has another state`,
      `Terraform would make everything a second time, and what \`${stack.stack}\` made would be out of reach`,
      keptStack({ ...account, at: accountAt(account.name) }, stack.stack),
      `to begin anew: ${destroy(stack, out)}, then render with \`--forget ${stack.stack}\``,
    ].join('\n'),
    at: keyOf(accountAt(account.name)),
    related: [],
  };
}

function stackVanished(stack: RenderedStack, plan: AccessPlan, context: LossContext): Diagnostic {
  const { accountAt, gitHubAt } = context;
  const successor = plan.accounts.find((account) => account.stack === stack.stack);
  const [headline, ...wayOut] = successor
    ? otherAccount(stack, successor, context)
    : stack.account_id === undefined
      ? vanishedGitHubStack(stack, context)
      : vanishedAccount(stack, context);
  const at = stack.account_id === undefined ? gitHubAt : accountAt(successor?.name);
  return {
    rule: 'stack-vanished',
    severity: 'error',
    message: [headline, ...wayOut].join('\n'),
    at: keyOf(at),
    related: [],
  };
}

function vanishedAccount(stack: RenderedStack, { out }: LossContext): readonly string[] {
  const headline = `the stack \`${stack.stack}\` of account ${stack.account_id ?? ''} was rendered before, and is not in the input any more`;
  if (stack.retired)
    return [
      headline,
      `it was retired: when \`terraform -chdir=${out}/${stack.dir} apply\` has removed everything, ${forget(stack, out)}`,
    ];
  return [
    headline,
    'its roles and its OIDC provider would live on, usable, and nothing could destroy them any more',
    `to destroy them: give the account back with \`retired: true\`, render and apply; or ${destroy(stack, out)}`,
    `after that, or to let them live on unmanaged: ${forget(stack, out)}`,
  ];
}

function otherAccount(stack: RenderedStack, { name, id }: AccountPlan, { out }: LossContext): readonly string[] {
  return [
    `the stack \`${stack.stack}\` was rendered for account ${stack.account_id ?? 'no'}, and would now be for account ${id}`,
    'what it made in the former account would live on, usable, and nothing could destroy it any more',
    `to have both: give account ${id} another name than \`${name}\``,
    `to destroy what it made: ${destroy(stack, out)}`,
    `after that, or if nothing was ever applied: render again with \`--forget ${stack.stack}\``,
  ];
}

function vanishedGitHubStack(stack: RenderedStack, { out, gitHub }: LossContext): readonly string[] {
  const headline = `the stack \`${stack.stack}\` was rendered before, and the input has nothing for it any more`;
  const { isEmpty = false, keptLines = [], renamed = [] } = gitHub(stack.stack) ?? {};
  if (isEmpty)
    return [
      headline,
      `nothing is declared in it: when \`terraform -chdir=${out}/${stack.dir} apply\` has let go of all that it held, ${forget(stack, out)}`,
    ];
  const [what, gone] = stack.stack.startsWith('github-protect-')
    ? ['environments', 'the environments, with their secrets']
    : ['variables and subject templates', "the variables, and goes back to GitHub's own subjects"];
  return [
    headline,
    `its ${what} would live on, and nothing could change them any more`,
    ...(keptLines.length > 0
      ? ['to let go of them: write under `repositories` in the lock file, beside what is there, then render and apply']
      : []),
    ...keptLines,
    renamed.length > 0
      ? `do not destroy it: GitHub leads deletions to the new name of ${renamed.map((name) => `\`${name}\``).join(', ')}`
      : `${destroyAtGitHub(stack, out)} deletes ${gone}`,
    `after that, or to let them live on unmanaged: ${forget(stack, out)}`,
  ];
}

/** Conditions are not looked at when everything is destroyed, the one on the owner among them. */
function destroyAtGitHub({ dir }: RenderedStack, out: string): string {
  return `\`env -u GITHUB_OWNER -u GITHUB_ORGANIZATION terraform -chdir=${out}/${dir} destroy\``;
}

function destroy({ dir }: RenderedStack, out: string): string {
  return `\`terraform -chdir=${out}/${dir} destroy\``;
}

function forget({ stack, dir }: RenderedStack, out: string): string {
  return `render again with \`--forget ${stack}\`, which removes ${out}/${dir}`;
}
