import { HIDDEN } from './printable';

/**
 * A value as JSON for standard output. What `printableLines` would change is escaped instead, so that programs read what was
 * written, and terminals and the runner of GitHub Actions see nothing of it.
 */
export function jsonText(value: unknown, indent = 2): string {
  return `${escapeHidden(JSON.stringify(value, null, indent))}\n`;
}

/** A text as JSON and YAML have it in double quotes, with the same escapes. */
export function quoted(text: string): string {
  return escapeHidden(JSON.stringify(text));
}

/** Outside of strings JSON has none of these characters but line breaks, and inside no line breaks. */
function escapeHidden(json: string): string {
  return json
    .replace(HIDDEN, (char) => (char === '\n' ? char : escape(char)))
    .replace(/#(?=\uFE0F*#\uFE0F*\[)/gu, escape);
}

function escape(char: string): string {
  return Array.from({ length: char.length }, (_, i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`).join(
    '',
  );
}
