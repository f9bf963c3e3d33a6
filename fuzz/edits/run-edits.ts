import fc from 'fast-check';
import { follow } from '../../__tests__/support/edits/sequence';
import { start, step } from '../../__tests__/support/edits/start';
import { localGitHub } from '../../__tests__/support/terraform/git-hub';
import { standIns } from '../../__tests__/support/terraform/stand-ins';
import { type RunOptions, progressOf } from '../run-files';

/** Takes files through random edits, applies each, and looks for what is lost without a word; says whether nothing is. */
export async function runEdits({ count, seed }: RunOptions): Promise<boolean> {
  process.stdout.write(`seed ${seed}\n`);
  const sequences = fc.sample(fc.tuple(start, fc.array(step, { minLength: 3, maxLength: 8 })), {
    seed,
    numRuns: count,
  });
  const onTime = progressOf('sequences', count);
  const refusals = new Map<string, number>();
  const stuck = new Map<string, number>();
  let [applied, refused, sound] = [0, 0, 0];
  for (const [i, [from, steps]] of sequences.entries()) {
    const course = await follow(from, steps);
    applied += course.applied.length;
    refused += course.refused.size;
    for (const rule of new Set([...course.refused.values()].flat())) refusals.set(rule, (refusals.get(rule) ?? 0) + 1);
    if (course.stuck !== undefined) stuck.set(inShort(course.stuck), (stuck.get(inShort(course.stuck)) ?? 0) + 1);
    if (course.found.length === 0) sound++;
    else
      process.stdout.write(
        `FOUND in sequence ${i}:\n${course.found.join('\n')}\n${course.history.slice(0).join('\n')}\n`,
      );
    onTime();
  }
  const rules = [...refusals].sort().map(([rule, times]) => `${rule} ${times}`);
  process.stdout.write(
    `${count} sequences: ${applied} steps applied, ${refused} refused (${rules.join(', ')}), ended early: ${[...stuck].map(([why, times]) => `${times} by ${why}`).join('; ')}\n`,
  );
  await Promise.all([localGitHub.stop(), standIns.stop()]);
  return sound === count;
}

function inShort(stuck: string): string {
  return stuck.replace(/\n/g, ' ').slice(0, 200);
}
