import { type Language, difference, isEmpty, isInfinite, matching } from './language';
import { shortest } from './shortest';

/** Beyond so many texts a pattern is meant to leave something open. */
const MAX_FEW = 20;

/** Whether a language has only texts that somebody spelled out, in whatever letter case; a `?` leaves too much open for that. */
export function isFew(language: Language): boolean {
  if (language.kind === 'words') return true;
  if (isInfinite(language)) return false;
  let left = language as Language;
  for (let i = 0; i < MAX_FEW; i++) {
    if (isEmpty(left)) return true;
    const source = Array.from(shortest(left) ?? '', (char) => `\\u{${(char.codePointAt(0) as number).toString(16)}}`);
    left = difference(left, matching(source.join(''), true));
  }
  return isEmpty(left);
}
