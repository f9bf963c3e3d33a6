import type { Colors } from 'picocolors/types';
import { printable } from '../diagnostics/format/printable';
import { rangeOf } from '../diagnostics/source';
import type { LoginRow } from '../workflows/check/login-rows';
import type { LoginVerdictKind } from '../workflows/check/reasons';
import { table } from './table';

const MARKS: Readonly<Record<LoginVerdictKind, string>> = { works: '✓', fails: '✗', 'cannot tell': '?' };

/** For people: every login, file by file, with what is to be expected of it and why. */
export function formatLogins(rows: readonly LoginRow[], files: number, colors: Colors): string {
  const count = (wanted: LoginVerdictKind) => rows.filter(({ verdict }) => verdict === wanted).length;
  const summary = `${files} workflow ${files === 1 ? 'file' : 'files'}, ${rows.length} ${rows.length === 1 ? 'login' : 'logins'}`;
  const counts = `${count('works')} work, ${count('fails')} fail, ${count('cannot tell')} cannot be told`;
  const byFile = new Map<string, LoginRow[]>();
  for (const row of rows) byFile.set(row.at.source.file, [...(byFile.get(row.at.source.file) ?? []), row]);
  const blocks = [...byFile].map(([file, own]) => `${colors.bold(printable(file))}\n${fileLines(own, colors)}\n\n`);
  return `${blocks.join('')}${summary}: ${counts}\n\n`;
}

const HEADINGS = ['line', 'job', 'trigger', 'ref', 'environment', 'account', 'reason', ''];

function fileLines(rows: readonly LoginRow[], colors: Colors): string {
  const cells = rows.map(({ at, jobRun: { name, run, environment }, account, message, reason }) => [
    String(rangeOf(at).line),
    printable(name),
    printable(run.event),
    printable(run.shown),
    'known' in environment ? printable(environment.known || '-') : '?',
    printable(account ?? '-'),
    reason,
    printable(message.split('\n', 1)[0] ?? ''),
  ]);
  const [heading = '', ...lines] = table([HEADINGS, ...cells]).split('\n');
  const paint = { works: colors.green, fails: colors.red, 'cannot tell': colors.yellow };
  return [
    `    ${colors.dim(heading)}`,
    ...rows.map(({ verdict }, i) => `  ${paint[verdict](MARKS[verdict])} ${lines[i] ?? ''}`),
  ].join('\n');
}
