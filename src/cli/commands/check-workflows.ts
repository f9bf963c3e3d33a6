import type { Access } from '../../access-plan/resolve';
import type { Lock } from '../../bindings/lock';
import { toDay } from '../../diagnostics/day';
import { hasErrors } from '../../diagnostics/diagnostic';
import { diagnosticsJson } from '../../diagnostics/format/json';
import { formatSummary } from '../../diagnostics/format/text';
import { rangeOf } from '../../diagnostics/source';
import { didYouMean } from '../../diagnostics/suggest';
import { checkWorkflows as check } from '../../workflows/check/check';
import type { LoginRow } from '../../workflows/check/login-rows';
import { EXIT, type ExitCode, exitCodeFor } from '../exit-code';
import { checkoutFiles, checkoutsIn } from '../checkouts';
import { UnusablePath, shown } from '../files';
import { inputFile } from '../input-file';
import { resolveInput } from '../load';
import { formatLogins } from '../login-text';
import { report } from '../report';
import { giveJson, stderrColors, tell } from '../streams';
import type { LintOptions } from './lint';
import { fullNameOf } from './simulate-job';

/** Options of `check-workflows`. */
export interface CheckWorkflowsOptions extends LintOptions {
  readonly repository: string;
  /** Checkouts of other repositories, by `owner/name`. */
  readonly also?: ReadonlyMap<string, string>;
  /** A folder of such checkouts. */
  readonly all?: string;
}

/** `check-workflows`: what is to be expected of every login of a repository's workflows. */
export function checkWorkflows(folder: string, options: CheckWorkflowsOptions): ExitCode {
  const { bindings: path = inputFile(process.env), lock: lockPath, format, quiet, color, strict } = options;
  const { today = toDay(new Date()) } = options;
  const input = resolveInput({ bindings: path, lock: lockPath });
  const { access, lock, bindings } = input;
  if (!access || !lock || !bindings || hasErrors(input.diagnostics)) {
    report(input.diagnostics, 'text', color, options);
    return EXIT.findings;
  }
  const { owner } = bindings.github;
  const fullName = fullNameOf(options.repository, owner);
  checkKnown(fullName, access, lock);
  const files = checkoutFiles(folder, fullName);
  if (files.workflows.length === 0)
    throw new UnusablePath(`there is no workflow in ${shown(folder)}: name a checkout, or the folder of its workflows`);
  const others = new Map([
    ...(options.all === undefined ? [] : checkoutsIn(options.all, owner)),
    ...[...(options.also ?? [])].map(([name, path]) => [fullNameOf(name, owner), path] as const),
  ]);
  const { rows, diagnostics, waived } = check(
    files,
    fullName,
    { access, lock, clock: { today, overdue: 'error' } },
    new Map([...others].map(([name, path]) => [name, checkoutFiles(path, name)])),
  );
  if (format === 'json') giveJson(jsonOf(rows, diagnostics));
  else {
    if (format === 'text' && !quiet) tell(formatLogins(rows, files.workflows.length, stderrColors(color)));
    report(diagnostics, format, color, options);
    if (format === 'text' && !quiet) tell(`${formatSummary(diagnostics, waived.length)}\n`);
  }
  return exitCodeFor(diagnostics, strict);
}

function jsonOf(rows: readonly LoginRow[], diagnostics: ReturnType<typeof check>['diagnostics']): object {
  const count = (wanted: LoginRow['verdict']) => rows.filter(({ verdict }) => verdict === wanted).length;
  return {
    logins: rows.map(({ at, jobRun: { name, run }, subject, account, roleArn, verdict, reason: why, message }) => {
      const { line, column } = rangeOf(at);
      return {
        file: at.source.file,
        line,
        column,
        job: name,
        trigger: run.event,
        ref: run.shown,
        subject,
        account,
        role_arn: roleArn,
        verdict,
        reason: why,
        message,
      };
    }),
    diagnostics: diagnosticsJson(diagnostics),
    summary: { works: count('works'), fails: count('fails'), cannot_tell: count('cannot tell') },
  };
}

/** A repository that nothing knows is misspelt, or has no role: no login of it could be told. */
function checkKnown(fullName: string, { repositories, roles }: Access, lock: Lock): void {
  const known = [...repositories.map((each) => each.fullName), ...lock.repositories.keys()];
  const isSame = (name: string) => name.toLowerCase() === fullName.toLowerCase();
  const owner = fullName.split('/', 1)[0]?.toLowerCase();
  const isOfOwner = roles.some(({ entries }) => entries.some(({ entry }) => entry.owner?.toLowerCase() === owner));
  if (known.some(isSame) || isOfOwner) return;
  throw new UnusablePath(
    `neither the bindings nor the lock file knows the repository \`${fullName}\`${didYouMean(fullName, known)}`,
  );
}
