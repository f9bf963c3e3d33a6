import { closest, distance } from 'fastest-levenshtein';

/** The known name nearest to a misspelt one, if near enough to be meant. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || name.length > 200) return undefined;
  const lower = name.toLowerCase();
  const same =
    known.find((candidate) => candidate.toLowerCase() === lower) ??
    known.find((candidate) => isSwapped(candidate.toLowerCase(), lower));
  const best = same ?? closest(name, known);
  return same || distance(name, best) <= Math.max(1, Math.floor(name.length / 3)) ? best : undefined;
}

/** `, did you mean \`x\`?`, or nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  const best = nearest(name, known);
  return best === undefined ? '' : `, did you mean \`${best}\`?`;
}

/** Whether two neighboring letters have changed places. */
function isSwapped(a: string, b: string): boolean {
  const at = Array.from({ length: a.length }, (_, i) => i).findIndex((i) => a.charAt(i) !== b.charAt(i));
  return a.length === b.length && at >= 0 && a.slice(0, at) + a.charAt(at + 1) + a.charAt(at) + a.slice(at + 2) === b;
}
