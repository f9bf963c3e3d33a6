import { type Outcome, runTarget } from './run-target';
import { createTargets } from './targets';

/** How many inputs there are, and where they begin. */
export interface RunOptions {
  readonly count: number;
  readonly seed: number;
}

/** Runs targets one after the other, all without names; says whether nothing was found. */
export function fuzzFiles(names: readonly string[], { count, seed }: RunOptions): boolean {
  const all = createTargets();
  const unknown = names.find((name) => all.every((target) => target.name !== name));
  if (unknown !== undefined) throw new Error(`there is no target ${unknown}`);
  const targets = all.filter(({ name }) => names.length === 0 || names.includes(name));
  const shares = targets.reduce((sum, { share }) => sum + share, 0);
  process.stdout.write(`seed ${seed}\n`);
  const outcomes = targets.map((target) => {
    const start = Date.now();
    const wanted = Math.ceil((count * target.share) / shares);
    const onInput = progressOf(target.name, wanted);
    const outcome = runTarget(target, { count: wanted, seed, onInput });
    process.stdout.write(`${target.name}: ${inWords(outcome)}, ${Math.round((Date.now() - start) / 1000)} s\n`);
    return outcome;
  });
  process.stdout.write(`${outcomes.reduce((sum, { inputs }) => sum + inputs, 0)} inputs\n`);
  return outcomes.every(({ finding }) => !finding);
}

/** Counts calls, and says on stderr from time to time how many there were. */
export function progressOf(what: string, wanted: number): () => void {
  let done = 0;
  let said = Date.now();
  return () => {
    done++;
    if (Date.now() - said < 5000) return;
    said = Date.now();
    process.stderr.write(`${what}: ${done} of ${wanted}\n`);
  };
}

function inWords({ inputs, accepted, slowestMs, finding }: Outcome): string {
  const counts = `${inputs} inputs, ${accepted} accepted, the slowest in ${Math.round(slowestMs)} ms`;
  return finding ? `${counts}\nFOUND: ${finding.message}\nby ${finding.file}` : counts;
}
