import { join } from 'node:path';
import type { AccessPlan } from '../access-plan/access-plan';
import { printable } from '../diagnostics/format/printable';
import { MANIFEST, emittedStacks, isStackName } from '../render/manifest';
import { outputFolder } from './input-file';
import { readText } from './files';
import { stderrColors, tell } from './streams';

/** Warns, before CDKTF's output is replaced, of stacks that are in it and not in the plan: what they manage lives on. */
export function warnOfVanishedStacks(
  { protect, accounts, publish }: AccessPlan,
  outdir = outputFolder(),
  color = true,
): void {
  const present = new Set([...protect, ...accounts, ...publish].map(({ stack }) => stack));
  const gone = (emittedStacks(readText(join(outdir, MANIFEST)) ?? '') ?? []).filter((stack) => !present.has(stack));
  if (gone.length === 0) return;
  const { yellow, dim } = stderrColors(color);
  const [are, them] = gone.length === 1 ? ['stack is', 'it'] : ['stacks are', 'them'];
  tell(
    [
      `${yellow('warning:')} the former ${are} not in the input any more: ${gone.map(printable).join(', ')} ${dim('[stack-vanished]')}`,
      `  what ${them === 'it' ? 'it manages' : 'they manage'} lives on, and without ${them} nothing can change or destroy it`,
      `  to destroy it: go back to the former input and run \`cdktf destroy${gone.every(isStackName) ? ` ${gone.join(' ')}` : ''}\`, or retire the account`,
      '',
    ].join('\n'),
  );
}
