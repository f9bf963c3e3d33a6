import { Command, InvalidArgumentError } from 'commander';
import { type Outcome, runTarget } from './run-target';
import { TARGETS } from './targets';

interface Options {
  readonly count: number;
  readonly seed: number;
}

new Command('fuzz')
  .description('Gives mutated files to everything that reads files of users.')
  .argument('[targets...]', `of ${TARGETS.map(({ name }) => name).join(', ')} (default: all)`)
  .option('--count <n>', 'inputs for all targets together', whole, 100_000)
  .option('--seed <n>', 'where to begin', whole, Date.now() % 1_000_000_000)
  .action((names: readonly string[], options: Options) => {
    const unknown = names.find((name) => TARGETS.every((target) => target.name !== name));
    if (unknown !== undefined) throw new Error(`there is no target ${unknown}`);
    process.exitCode = fuzz(names, options) ? 0 : 1;
  })
  .parse();

/** Runs the targets one after the other; says whether nothing was found. */
function fuzz(names: readonly string[], { count, seed }: Options): boolean {
  const targets = TARGETS.filter(({ name }) => names.length === 0 || names.includes(name));
  const shares = targets.reduce((sum, { share }) => sum + share, 0);
  process.stdout.write(`seed ${seed}\n`);
  const outcomes = targets.map((target) => {
    const start = Date.now();
    const wanted = Math.ceil((count * target.share) / shares);
    let done = 0;
    const onInput = () => {
      if (++done % 500 === 0) process.stderr.write(`${target.name}: ${done} of ${wanted}\n`);
    };
    const outcome = runTarget(target, { count: wanted, seed, onInput });
    process.stdout.write(`${target.name}: ${inWords(outcome)}, ${Math.round((Date.now() - start) / 1000)} s\n`);
    return outcome;
  });
  process.stdout.write(`${outcomes.reduce((sum, { inputs }) => sum + inputs, 0)} inputs\n`);
  return outcomes.every(({ finding }) => !finding);
}

function inWords({ inputs, accepted, slowestMs, finding }: Outcome): string {
  const counts = `${inputs} inputs, ${accepted} accepted, the slowest in ${Math.round(slowestMs)} ms`;
  return finding ? `${counts}\nFOUND: ${finding.message}\nby ${finding.file}` : counts;
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('A whole number is wanted.');
  return Number(text);
}
