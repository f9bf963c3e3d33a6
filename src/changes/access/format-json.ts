import { jsonText } from '../../diagnostics/format/json-text';
import { type AccessChange, summaryOf } from './change';

/** For programs: all changes, and how many there are of each. */
export function formatChangesJson(changes: readonly AccessChange[]): string {
  return jsonText({ changes, summary: summaryOf(changes) });
}
