import { OUTPUT_RULES, judgeChange } from '../../changes/kept/judge';
import { renamedOwners } from '../../changes/kept/renamed-owners';
import { type Stack, readStack } from '../../changes/kept/stack';
import { keptStack } from '../../changes/kept/words';
import type { Diagnostic } from '../../diagnostics/diagnostic';
import { keyOf, location } from '../../diagnostics/source';
import { MANIFEST, emittedStacks, isStackName } from '../../render/manifest';
import { shown } from '../files';
import type { ResolvedInput } from '../load';
import { readFiles } from '../output/read-output';

/**
 * What emitting would do that the input does not say, compared with the output that it replaces; texts by path. All of it are
 * warnings, since what was emitted need not have been applied.
 */
export function changesSinceEmitted(
  out: string,
  present: ResolvedInput,
  texts: ReadonlyMap<string, string>,
): readonly Diagnostic[] {
  const manifest = readFiles(out, [MANIFEST]).get(MANIFEST) ?? '';
  const names = (emittedStacks(manifest) ?? []).filter(isStackName);
  const old = readFiles(out, names.map(pathOf));
  const changed = names.filter((stack) => old.get(pathOf(stack)) !== texts.get(pathOf(stack)));
  const earlier = { stacks: readAll(changed, old), label: shown(out) };
  const now = { ...present, stacks: readAll(namesOf(present), texts) };
  const renamed = new Set(renamedOwners(earlier, now).map(({ from }) => from));
  const gone = [...earlier.stacks.values()].filter(
    ({ name, owner = '' }) => !now.stacks.has(name) && !renamed.has(owner),
  );
  return [
    ...gone.map((stack) => goneStack(stack, present)),
    ...judgeChange(earlier, now, OUTPUT_RULES).map((each) => ({ ...each, severity: 'warning' as const })),
  ];
}

function goneStack({ name, accountId }: Stack, { bindings, access }: ResolvedInput): Diagnostic {
  const successor = accountId === undefined ? undefined : access.accounts.find(({ id }) => id === accountId);
  const lines = successor
    ? [
        `account ${accountId ?? ''} was emitted as the stack \`${name}\` and is now \`${successor.stack}\`, which has another state`,
        'Terraform would make everything a second time',
        keptStack(successor, name),
      ]
    : [
        `the former stack is not in the input any more: ${name}`,
        'what it manages lives on, and without it nothing can change or destroy it',
        accountId === undefined
          ? 'to keep managing it: go back to the former input'
          : `to destroy it: go back to the former input and run \`cdktf destroy ${name}\`, or retire the account`,
      ];
  return {
    rule: successor ? 'account-renamed' : 'stack-vanished',
    severity: 'warning',
    message: lines.join('\n'),
    at: keyOf(successor?.at ?? location(bindings.source, [accountId === undefined ? 'github' : 'accounts'])),
    related: [],
  };
}

function namesOf({ access: { plan } }: ResolvedInput): readonly string[] {
  return [...plan.protect, ...plan.accounts, ...plan.publish].map(({ stack }) => stack);
}

function readAll(names: readonly string[], texts: ReadonlyMap<string, string>): ReadonlyMap<string, Stack> {
  return new Map(names.map((stack) => [stack, readStack(stack, parse(texts.get(pathOf(stack))))]));
}

function pathOf(stack: string): string {
  return `stacks/${stack}/cdk.tf.json`;
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
