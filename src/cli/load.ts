import type { AccessPlan } from '../access-plan/access-plan';
import { type Access, resolveAccess } from '../access-plan/resolve';
import type { Bindings } from '../bindings/bindings';
import { type Lock, emptyLock, parseLock } from '../bindings/lock';
import { parseBindings } from '../bindings/parse';
import { toDay } from '../diagnostics/day';
import { type Diagnostic, type Result, type Severity, hasErrors, sortDiagnostics } from '../diagnostics/diagnostic';
import type { Waived } from '../diagnostics/waivers';
import { type Changes, lint } from '../lint/lint';
import { RULES } from '../lint/registry';
import { hostKind } from '../oidc/issuer';
import { UnusablePath, folderFiles, lockPathFor, shown } from './files';
import { createIamData } from './iam-data';
import { type TextFiles, diskFiles } from './text-files';

/** Which files to read, and on which day. */
export interface InputFiles {
  readonly bindings: string;
  /** Default: beside the bindings file. */
  readonly lock?: string;
  /** Default: what is on the disk. */
  readonly files?: TextFiles;
  /** As `YYYY-MM-DD`. Default: the day it is, in UTC. */
  readonly today?: string;
  /** The severity of what is wrong only because of the day. Default: `warning`, which stops nothing. */
  readonly overdue?: Severity;
}

/** All there is to say about the input, and the plan if nothing forbids output. */
export interface Loaded {
  readonly diagnostics: readonly Diagnostic[];
  /** What would be said too, if it were not waived. */
  readonly waived: readonly Waived[];
  /** Absent if the file could not be read as bindings. */
  readonly bindings?: Bindings;
  readonly plan?: AccessPlan;
}

/** An input that means something. */
export interface ResolvedInput {
  readonly bindings: Bindings;
  readonly lock: Lock;
  readonly access: Access;
}

/** Says of an input what has changed since something that was there before. */
export type Judge = (present: ResolvedInput) => Changes;

/** An input that means something, or what is wrong with it. */
interface Resolved {
  readonly diagnostics: readonly Diagnostic[];
  readonly bindings?: Bindings;
  readonly lock?: Lock;
  /** Absent if there are errors. */
  readonly access?: Access;
}

/** Reads, checks and resolves the input. Throws {@link UnusablePath} if a file cannot be read. */
export function resolveInput({
  bindings: path,
  lock: lockPath = lockPathFor(path),
  files: { read } = diskFiles,
}: InputFiles): Resolved {
  const text = read(path);
  if (text === undefined) throw new UnusablePath(`there is no ${shown(path)}`);
  const [bindings, wrongBindings] = parseBindings(shown(path), text, folderFiles);
  if (!bindings) return { diagnostics: sortDiagnostics(wrongBindings) };
  const [lock, wrongLock] = loadLock(lockPath, bindings, read);
  const [access, wrongAccess] = resolveAccess(bindings, lock, folderFiles);
  const diagnostics = sortDiagnostics([...wrongBindings, ...wrongLock, ...wrongAccess]);
  return { diagnostics, bindings, lock, access: hasErrors(diagnostics) ? undefined : access };
}

/** The same, and linted if it means something; and held against what was there before, if that is known. */
export function load(input: InputFiles, judge?: Judge): Loaded {
  const { today = toDay(new Date()), overdue = 'warning' } = input;
  const { diagnostics, bindings, lock, access } = resolveInput(input);
  if (!bindings || !lock || !access) return { diagnostics, waived: [], bindings };
  const context = { bindings, lock, access, iam: createIamData(), clock: { today, overdue } };
  const linted = lint(context, RULES, judge?.({ bindings, lock, access }));
  const all = sortDiagnostics([...diagnostics, ...linted.diagnostics]);
  return { diagnostics: all, waived: linted.waived, bindings, plan: hasErrors(all) ? undefined : access.plan };
}

/** Reads a lock file for these bindings; one that is not there knows nothing. */
export function loadLock(path: string, bindings: Bindings, read: TextFiles['read']): Result<Lock> {
  const text = read(path);
  if (text === undefined) return [emptyLock(shown(path)), []];
  return parseLock(shown(path), text, hostKind(bindings.github.host ?? 'github.com') !== 'ghes');
}
