import fc from 'fast-check';
import { INJECTIONS, ODD_TEXTS } from '../mutate/hostile';
import type { RunOptions } from '../run-files';
import { FORMATS } from './formats';
import { inject } from './inject';

/** Puts that many texts into every field of every format; says whether all came out as they are, or were refused. */
export function fuzzFields({ count, seed }: RunOptions): boolean {
  const odd = [...INJECTIONS, ...ODD_TEXTS.filter((text) => text.length <= 300)];
  const random = fc.sample(fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }), { seed, numRuns: count });
  const probes = [...odd, ...random].slice(0, count);
  process.stdout.write(`seed ${seed}\n`);
  return FORMATS.map((format) => {
    const onField = (field: string) => process.stderr.write(`${format.name}: ${field}\n`);
    const injected = inject(format, { probes, projects: 2, inPlace: true, onField });
    const wrong = injected.flatMap(({ field, wrong: all }) => all.map((what) => `FOUND: ${field}: ${what}\n`));
    const inputs = injected.reduce((sum, each) => sum + each.inputs, 0);
    const reached = injected.filter((each) => each.reached).length;
    const counts = `${injected.length} fields, ${reached} of which reach the output, ${inputs} inputs`;
    process.stdout.write(`${format.name}: ${counts}\n${wrong.join('')}`);
    return wrong.length === 0;
  }).every(Boolean);
}
