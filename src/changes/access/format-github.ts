import { escapeData, escapeProperty } from '../../diagnostics/format/github';
import { printable, printableLines } from '../../diagnostics/format/printable';
import type { AccessChange } from './change';
import { titleOf } from './words';

/** For GitHub Actions: an annotation for each change, an error where it fails, a warning where it gains. */
export function formatChangesGitHub(changes: readonly AccessChange[], stopped: ReadonlySet<string>): string {
  return changes
    .map((change) => {
      const level = stopped.has(change.id) ? 'error' : change.gains ? 'warning' : 'notice';
      const file = change.file === undefined ? [] : [`file=${escapeProperty(printable(change.file))}`];
      const properties = [...file, `title=${escapeProperty(printable(titleOf(change)))}`];
      return `::${level} ${properties.join(',')}::${escapeData(printableLines(`${change.message} [${change.id}]`))}\n`;
    })
    .join('');
}
