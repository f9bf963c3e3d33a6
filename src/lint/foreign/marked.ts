import { type ClaimText, type TextPart, exact, pattern } from '../../oidc/claim-text';

/** Stands for a `*` that is a wildcard. Policies hold Latin-1 only, so that no text of theirs has this character. */
export const MANY = '\uE000';
/** Stands for a `?` that is a wildcard. */
export const ONE = '\uE001';

/** A condition value as one string, in which wildcards differ from characters: it can be split and compared as text. */
export function marked(text: ClaimText): string {
  return text.map((part) => (part.wild ? part.text.replaceAll('*', MANY).replaceAll('?', ONE) : part.text)).join('');
}

/** A piece of {@link marked} text as a text again. */
export function unmarked(text: string): ClaimText {
  return text
    .split(/([\uE000\uE001])/)
    .filter((part) => part !== '')
    .map((part): TextPart => (part === MANY ? pattern('*') : part === ONE ? pattern('?') : exact(part))[0] as TextPart);
}

/** A piece of {@link marked} text as the user wrote it. */
export function shownMarked(text: string): string {
  return text.replaceAll(MANY, '*').replaceAll(ONE, '?');
}

/** Whether there is a wildcard in a piece of {@link marked} text. */
export function isWild(text: string): boolean {
  return /[\uE000\uE001]/.test(text);
}

/** Whether a piece of {@link marked} text is nothing but wildcards, one of which is a `*`. */
export function isAnything(text: string): boolean {
  return /^[\uE000\uE001]*\uE000[\uE000\uE001]*$/.test(text);
}

/** What stands before the first wildcard. */
export function literalPrefix(text: string): string {
  return text.split(/[\uE000\uE001]/, 1)[0] ?? '';
}
