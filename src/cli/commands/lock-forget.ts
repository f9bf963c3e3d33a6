import { editLock } from '../../lock/edit-lock';
import { NothingToForget, forget } from '../../lock/forget';
import { EXIT, type ExitCode } from '../exit-code';
import { UnusablePath, shown } from '../files';
import type { LoadedUse } from '../load-used';
import { replaceLock } from '../output/replace-lock';
import { report } from '../report';
import { tell } from '../streams';
import { diskFiles } from '../text-files';
import type { LintOptions } from './lint';

/** `lock --forget`: takes what the lock file remembers of these out of it. Nobody is asked. */
export function lockForget(
  names: readonly string[],
  { lock, lockPath, used }: LoadedUse,
  { format, color, quiet }: Pick<LintOptions, 'format' | 'color' | 'quiet'>,
): ExitCode {
  const { changed, removed, changes } = forgotten(names, { lock, used });
  const entries = [...changed].map(([fullName, facts]) => ({ fullName, was: fullName, facts }));
  replaceLock(lockPath, lock.source.text, editLock(lock.source.text, entries, removed), diskFiles);
  report([], format, color);
  if (quiet) return EXIT.clean;
  for (const { repository, message } of changes) tell(`${repository}: ${message}\n`);
  tell(
    `${shown(lockPath)} is written; Terraform lets go of nothing of these any more: what a state still holds is deleted\n`,
  );
  return EXIT.clean;
}

function forgotten(names: readonly string[], { lock, used }: Pick<LoadedUse, 'lock' | 'used'>) {
  try {
    return forget(names, lock, used);
  } catch (error) {
    throw error instanceof NothingToForget ? new UnusablePath(`--forget: ${error.message}`) : error;
  }
}
