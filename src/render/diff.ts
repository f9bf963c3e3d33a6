import { formatPatch, structuredPatch } from 'diff';
import type { FileChange } from './changes';

/** Beyond so many differing lines a file is shown as replaced: finding the least difference takes the square of them. */
const MAX_DIFFERING_LINES = 2000;

/** The changes as a patch, for people and for `patch -p0`; `folder` is put before each path. */
export function unifiedDiff(changes: readonly FileChange[], folder: string): string {
  return changes.map((change) => fileDiff(change, folder)).join('');
}

function fileDiff({ path, before, after }: FileChange, folder: string): string {
  const name = `${folder}/${path}`;
  const oldName = before === undefined ? '/dev/null' : name;
  const newName = after === undefined ? '/dev/null' : name;
  const patch = structuredPatch(oldName, newName, before ?? '', after ?? '', undefined, undefined, {
    context: 3,
    maxEditLength: MAX_DIFFERING_LINES,
  }) ?? { oldFileName: oldName, newFileName: newName, hunks: [replacement(before ?? '', after ?? '')] };
  return formatPatch(
    { oldHeader: undefined, newHeader: undefined, index: undefined, ...patch },
    {
      includeIndex: false,
      includeUnderline: false,
      includeFileHeaders: true,
    },
  );
}

function replacement(before: string, after: string) {
  const removed = linesOf(before);
  const added = linesOf(after);
  return {
    oldStart: 1,
    oldLines: removed.length,
    newStart: 1,
    newLines: added.length,
    lines: [...removed.map((line) => `-${line}`), ...added.map((line) => `+${line}`)],
  };
}

function linesOf(text: string): readonly string[] {
  return text.replace(/\n$/, '').split('\n');
}
