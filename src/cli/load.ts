import type { AccessPlan } from '../access-plan/access-plan';
import { resolveAccess } from '../access-plan/resolve';
import type { Bindings } from '../bindings/bindings';
import { type Lock, emptyLock, parseLock } from '../bindings/lock';
import { parseBindings } from '../bindings/parse';
import { type Diagnostic, type Result, hasErrors, sortDiagnostics } from '../diagnostics/diagnostic';
import { hostKind } from '../oidc/issuer';
import { UnusablePath, folderFiles, lockPathFor, readText, shown } from './files';

/** Which files to read. */
export interface InputFiles {
  readonly bindings: string;
  /** Default: beside the bindings file. */
  readonly lock?: string;
}

/** All there is to say about the input, and the plan if nothing forbids output. */
export interface Loaded {
  readonly diagnostics: readonly Diagnostic[];
  /** Absent if the file could not be read as bindings. */
  readonly bindings?: Bindings;
  readonly plan?: AccessPlan;
}

/** Reads, checks and resolves the input. Throws {@link UnusablePath} if a file cannot be read. */
export function load({ bindings: path, lock: lockPath = lockPathFor(path) }: InputFiles): Loaded {
  const text = readText(path);
  if (text === undefined) throw new UnusablePath(`there is no ${shown(path)}`);
  const [bindings, diagnostics] = parseBindings(shown(path), text, folderFiles);
  if (!bindings) return { diagnostics: sortDiagnostics(diagnostics) };
  const [lock, lockDiagnostics] = loadLock(lockPath, bindings);
  const [plan, planDiagnostics] = resolveAccess(bindings, lock, folderFiles);
  const all = sortDiagnostics([...diagnostics, ...lockDiagnostics, ...planDiagnostics]);
  return { diagnostics: all, bindings, plan: hasErrors(all) ? undefined : plan };
}

/** Reads a lock file for these bindings; one that is not there knows nothing. */
export function loadLock(path: string, bindings: Bindings): Result<Lock> {
  const text = readText(path);
  if (text === undefined) return [emptyLock(shown(path)), []];
  return parseLock(shown(path), text, hostKind(bindings.github.host ?? 'github.com') !== 'ghes');
}
