import { type UsedAtGitHub, usedAtGitHub } from '../access-plan/used';
import type { Bindings } from '../bindings/bindings';
import type { Lock } from '../bindings/lock';
import { parseBindings } from '../bindings/parse';
import { type Diagnostic, hasErrors, sortDiagnostics } from '../diagnostics/diagnostic';
import { UnusablePath, folderFiles, lockPathFor, shown } from './files';
import { type InputFiles, loadLock } from './load';
import { diskFiles } from './text-files';

/** What the bindings use at GitHub, and what the lock file says so far. */
export interface LoadedUse {
  readonly bindings: Bindings;
  readonly used: UsedAtGitHub;
  readonly lock: Lock;
  readonly lockPath: string;
}

/**
 * Reads the input as far as the lock needs it: the form of bindings.yaml has to be right, what its parts mean together need
 * not be. Of the lock file what is wrong within a repository's entry does not matter, for that is what GitHub is asked about.
 */
export function loadUsed({
  bindings: path,
  lock: lockPath = lockPathFor(path),
  files: { read } = diskFiles,
}: InputFiles): LoadedUse | readonly Diagnostic[] {
  const text = read(path);
  if (text === undefined) throw new UnusablePath(`there is no ${shown(path)}`);
  const [bindings, diagnostics] = parseBindings(shown(path), text, folderFiles);
  if (!bindings) return sortDiagnostics(diagnostics);
  const [lock, lockDiagnostics] = loadLock(lockPath, bindings, read);
  const inTheWay = [...diagnostics, ...lockDiagnostics.filter((each) => !isCurable(each))];
  if (hasErrors(inTheWay)) return sortDiagnostics(inTheWay);
  return { bindings, used: usedAtGitHub(bindings, lock, folderFiles), lock, lockPath };
}

const CURABLE = ['lock-mismatch', 'half-id-pin', 'missing-key', 'invalid-value', 'unknown-key'];

/** Whether what is wrong with the lock file is settled by asking GitHub: an entry's facts, or that nothing is in it yet. */
function isCurable({ rule, at }: Diagnostic): boolean {
  return CURABLE.includes(rule) && (at.path[0] === 'repositories' || at.source.tree === null);
}
