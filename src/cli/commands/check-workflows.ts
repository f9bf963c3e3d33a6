import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { toDay } from '../../diagnostics/day';
import { hasErrors } from '../../diagnostics/diagnostic';
import { diagnosticsJson } from '../../diagnostics/format/json';
import { formatSummary } from '../../diagnostics/format/text';
import { rangeOf } from '../../diagnostics/source';
import { type RepositoryFiles, checkWorkflows as check } from '../../workflows/check/check';
import type { LoginRow } from '../../workflows/check/login-rows';
import type { RepositoryFile } from '../../workflows/read/read-workflow';
import { EXIT, type ExitCode, exitCodeFor } from '../exit-code';
import { UnusablePath, readText, reason, shown } from '../files';
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
}

/** `check-workflows`: what is to be expected of every login of a repository's workflows. */
export function checkWorkflows(folder: string, options: CheckWorkflowsOptions): ExitCode {
  const { bindings: path = inputFile(process.env), lock: lockPath, format, quiet, color, strict } = options;
  const { today = toDay(new Date()) } = options;
  const input = resolveInput({ bindings: path, lock: lockPath });
  const { access, lock, bindings } = input;
  if (!access || !lock || !bindings || hasErrors(input.diagnostics)) {
    report(input.diagnostics, 'text', color);
    return EXIT.findings;
  }
  const files = repositoryFiles(folder);
  if (files.workflows.length === 0)
    throw new UnusablePath(`there is no workflow in ${shown(folder)}: name a checkout, or the folder of its workflows`);
  const fullName = fullNameOf(options.repository, bindings.github.owner);
  const { rows, diagnostics, waived } = check(files, fullName, { access, lock, clock: { today, overdue: 'error' } });
  if (format === 'json') giveJson(jsonOf(rows, diagnostics));
  else {
    if (format === 'text' && !quiet) tell(formatLogins(rows, files.workflows.length, stderrColors(color)));
    report(diagnostics, format, color);
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

/** The workflows below a checkout, or in a folder that holds them itself, by name; and actions of the checkout. */
function repositoryFiles(folder: string): RepositoryFiles {
  if (!existsSync(folder)) throw new UnusablePath(`there is no ${shown(folder)}`);
  if (!statSync(folder).isDirectory()) throw new UnusablePath(`${shown(folder)} is not a folder`);
  const below = ['.github/workflows', 'workflows'].map((path) => join(folder, path));
  const workflows = below.find((path) => rootOf(path) !== path && existsSync(path)) ?? folder;
  const root = rootOf(workflows);
  return {
    workflows: namesIn(workflows).map((name) => fileAt(join(workflows, name), `.github/workflows/${name}`)),
    action: (uses) => {
      const found = ['action.yml', 'action.yaml']
        .map((name) => join(root, uses, name))
        .find((path) => isWithin(root, path));
      return found === undefined ? undefined : fileAt(found, uses);
    },
  };
}

/** The checkout to which a folder of workflows belongs; itself where it belongs to none. */
function rootOf(folder: string): string {
  const path = resolve(folder);
  return path.endsWith(`${sep}.github${sep}workflows`) ? join(folder, '../..') : folder;
}

/** The workflows in a folder. GitHub follows no links, which could lead anywhere. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    throw new UnusablePath(`${shown(folder)} cannot be read: ${reason(error)}`);
  }
}

function fileAt(path: string, inRepository: string): RepositoryFile {
  return { path: inRepository, shown: shown(path), text: readText(path) ?? '' };
}

/** Whether a file exists and, links included, lies within the checkout. */
function isWithin(root: string, path: string): boolean {
  return existsSync(path) && realpathSync(path).startsWith(realpathSync(root) + sep);
}
