import { join } from 'node:path';
import type { AccessPlan } from '../../access-plan/access-plan';
import { formatSummary } from '../../diagnostics/format/text';
import { EXIT, type ExitCode, exitCodeFor } from '../exit-code';
import { makeFolder } from '../files';
import { inputFile } from '../input-file';
import { load } from '../load';
import { report } from '../report';
import { table } from '../table';
import type { LintOptions } from './lint';

/** Options of `synth`. */
export interface SynthOptions extends LintOptions {
  readonly out?: string;
}

/** `synth`: emits what `npm run synth` emits, and shows what that is. Nothing is written if anything is wrong. */
export function synth({
  bindings = inputFile(process.env),
  lock,
  format,
  strict,
  quiet,
  color,
  out,
}: SynthOptions): ExitCode {
  const { diagnostics, plan } = load({ bindings, lock });
  report(diagnostics, format, color);
  const code = exitCodeFor(diagnostics, strict);
  if (!plan || code !== EXIT.clean) {
    if (!quiet) process.stderr.write(`${formatSummary(diagnostics)}; nothing was written\n`);
    return EXIT.findings;
  }
  // Loaded here and not above: CDKTF takes longer to load than everything else, and not every command needs it.
  const { emit } = require('../../constructs/emit') as typeof import('../../constructs/emit');
  if (out !== undefined) makeFolder(out);
  const outdir = emit(plan, out);
  if (!quiet)
    process.stderr.write(
      `${summary(plan)}\n${formatSummary(diagnostics)}; Terraform JSON is in ${join(outdir, 'stacks')}\n`,
    );
  return EXIT.clean;
}

function summary({ protect, accounts, publish }: AccessPlan): string {
  const count = (n: number, what: string) => (n === 0 ? '' : `${n} ${what}${n === 1 ? '' : 's'}`);
  const rows = [
    ...protect.map(({ stack, environments }) => [stack, count(environments.length, 'environment')]),
    ...accounts.map(({ stack, id, roles }) => {
      const subjects = roles.flatMap(({ trust }) =>
        trust.flatMap(({ conditions }) =>
          conditions.filter(({ key }) => key.endsWith(':sub')).flatMap(({ values }) => values),
        ),
      );
      return [
        stack,
        [count(roles.length, 'role') || 'no roles', count(subjects.length, 'subject')].filter(Boolean).join(', '),
        `account ${id}`,
      ];
    }),
    ...publish.map(({ stack, variables, organizationVariables, subjectTemplates }) => [
      stack,
      [
        count(variables.length + organizationVariables.length, 'variable'),
        count(subjectTemplates.length, 'subject template'),
      ]
        .filter(Boolean)
        .join(', '),
    ]),
  ];
  return table([['stack', 'holds', ''], ...rows]);
}
