import type { Part, PolicyValue } from './policy-value';

/** Whether a text fits a pattern: `*` stands for any run of characters, `?` for one. Takes no more than the product of both. */
export function fits(pattern: PolicyValue, text: string): boolean {
  const [first] = pattern;
  if (first?.kind === 'literal' && !text.startsWith(first.text)) return false;
  const units = pattern.flatMap(unitsOf);
  const chars = Array.from(text);
  let at = 0;
  let unit = 0;
  let retry: { readonly unit: number; at: number } | undefined;
  while (at < chars.length) {
    const next = units[unit];
    if (next && isRun(next)) {
      retry = { unit: ++unit, at };
    } else if (next && (next.kind === 'wildcard' || next.text === chars[at])) {
      unit++;
      at++;
    } else if (retry) {
      unit = retry.unit;
      at = ++retry.at;
    } else return false;
  }
  return units.slice(unit).every(isRun);
}

/** Wildcards as they are, literals by their characters. */
function unitsOf(part: Part): readonly Part[] {
  return part.kind === 'wildcard' ? [part] : Array.from(part.text, (text) => ({ kind: 'literal', text }));
}

function isRun({ kind, text }: Part): boolean {
  return kind === 'wildcard' && text === '*';
}
