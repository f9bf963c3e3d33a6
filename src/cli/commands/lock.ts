import { type Diagnostic, sortDiagnostics } from '../../diagnostics/diagnostic';
import { formatSummary } from '../../diagnostics/format/text';
import { findings } from '../../lock/findings';
import type { Learnt } from '../../lock/learn';
import { type LockChange, changesOf, newLock, outOfDate } from '../../lock/outcome';
import type { UnusedEntries } from '../../lock/unused';
import { wantedFacts } from '../../lock/wanted';
import { type Surroundings, askGitHub } from '../ask-github';
import { EXIT, type ExitCode, exitCodeFor } from '../exit-code';
import { shown } from '../files';
import { inputFile } from '../input-file';
import { interrupted } from '../interrupted';
import { type LoadedUse, loadUsed } from '../load-used';
import { removeLeftovers } from '../output/replace-file';
import { replaceLock } from '../output/replace-lock';
import { report } from '../report';
import { tell } from '../streams';
import { type TextFiles, diskFiles } from '../text-files';
import type { LintOptions } from './lint';
import { lockForget } from './lock-forget';

/** Options of `lock`. */
export interface LockOptions extends LintOptions {
  readonly check?: boolean;
  readonly prune?: boolean;
  readonly partial?: boolean;
  /** Names as `owner/name` or `owner/name:environment`. */
  readonly forget?: readonly string[];
}

/** `lock`: asks GitHub about all that the bindings use, and brings the lock file up to date, or checks whether it is. */
export async function lock(options: LockOptions, surroundings: Surroundings = {}): Promise<ExitCode> {
  const { bindings: path = inputFile(process.env), format, color, quiet, prune = false, partial, check } = options;
  const { files = diskFiles } = surroundings;
  const loaded = loadUsed({ bindings: path, lock: options.lock, files });
  if (!('used' in loaded)) {
    report(loaded, format, color);
    if (!quiet) tell(`${formatSummary(loaded)}; GitHub was not asked\n`);
    return EXIT.findings;
  }
  if (options.forget) return lockForget(options.forget, loaded, options);
  const wanted = wantedFacts(loaded.used, loaded.lock, prune);
  const interrupt = new AbortController();
  const onSignal = partial && !check ? () => interrupt.abort() : interrupted;
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  if (!check) removeLeftovers(loaded.lockPath);
  try {
    const learnt = await askGitHub(wanted, loaded, { prune, quiet, signal: interrupt.signal }, surroundings);
    const code = check ? compare(learnt, loaded, options) : write(learnt, loaded, options, files);
    // Requests may still be waiting for the end of a rate limit, for an hour.
    if (interrupt.signal.aborted) process.exit(code);
    return code;
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

function compare(learnt: Learnt, { lock: known, lockPath, used, bindings }: LoadedUse, options: LockOptions) {
  const { failure } = learnt;
  const changes = failure === undefined ? changesOf(learnt) : [];
  const said = [...findings(learnt, known, used.repositories, bindings.github.owner), ...outOfDate(changes, known)];
  const file = shown(lockPath);
  const verdict =
    failure !== undefined
      ? 'nothing was compared'
      : changes.length > 0
        ? `${file} is out of date: ${count(changes)}`
        : `${file} is up to date`;
  return conclude(said, verdict, learnt, options);
}

function write(learnt: Learnt, loaded: LoadedUse, options: LockOptions, files: TextFiles): ExitCode {
  const { lock: known, lockPath, used, bindings } = loaded;
  const { failure } = learnt;
  const file = shown(lockPath);
  const said = findings(learnt, known, used.repositories, bindings.github.owner);
  const changes = failure === undefined || options.partial ? changesOf(learnt) : [];
  const [text, wrong] = changes.length > 0 ? newLock(known, learnt, bindings) : ['', []];
  if (wrong.length > 0)
    return conclude([...said, ...wrong], `nothing was written, since ${file} would contradict itself`, learnt, options);
  if (changes.length > 0) replaceLock(lockPath, known.source.text, text, files);
  const isDone = failure === undefined;
  const written = isDone ? `${file} is written: ${count(changes)}` : `${count(changes)} to ${file} written`;
  const verdict = changes.length > 0 ? written : isDone ? `${file} is up to date` : 'nothing was written';
  return conclude(said, verdict, learnt, options, changes);
}

function conclude(
  said: readonly Diagnostic[],
  verdict: string,
  { failure, unused }: Learnt,
  { strict, prune, format, color, quiet }: LockOptions,
  written: readonly LockChange[] = [],
): ExitCode {
  const diagnostics = sortDiagnostics(said);
  report(diagnostics, format, color);
  if (!quiet) for (const { repository, message } of written) tell(`${repository}: ${message}\n`);
  if (failure !== undefined) tell(`error: ${failure}\n`);
  if (!quiet) {
    const summary = diagnostics.length > 0 ? `${formatSummary(diagnostics)}; ` : '';
    tell(`${summary}${verdict}${hint(unused, prune)}\n`);
  }
  return failure === undefined ? exitCodeFor(diagnostics, strict) : EXIT.usage;
}

function hint({ removable, held }: UnusedEntries, prune = false): string {
  if (!prune) return removable.length > 0 ? `; --prune would remove what nothing uses: ${removable.join(', ')}` : '';
  return held.length > 0 ? `; Terraform may hold environments of ${held.join(', ')}: --forget removes them` : '';
}

function count({ length }: readonly LockChange[]): string {
  return `${length} change${length === 1 ? '' : 's'}`;
}
