import { compareText } from '../diagnostics/diagnostic';

/** A file that is to be made (no `before`), changed, or removed (no `after`). */
export interface FileChange {
  readonly path: string;
  readonly before?: string;
  readonly after?: string;
}

/** What has to happen to the files that are there for the wanted ones to be there, in the order of their paths. */
export function changesBetween(
  present: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, string>,
): readonly FileChange[] {
  const paths = [...new Set([...present.keys(), ...wanted.keys()])].sort(compareText);
  return paths
    .map((path) => ({ path, before: present.get(path), after: wanted.get(path) }))
    .filter(({ before, after }) => before !== after);
}

/** `1 file written, 2 removed`, or with `words` as in `1 file to write, 2 to remove`. */
export function countChanges(changes: readonly FileChange[], [write, remove] = ['written', 'removed']): string {
  const removed = changes.filter(({ after }) => after === undefined).length;
  const written = changes.length - removed;
  if (changes.length === 0) return 'nothing changed';
  const files = `file${(written || removed) === 1 ? '' : 's'}`;
  if (written === 0) return `${removed} ${files} ${remove}`;
  return `${written} ${files} ${write}${removed > 0 ? `, ${removed} ${remove}` : ''}`;
}
