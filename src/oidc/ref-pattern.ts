import type { ClaimText } from './claim-text';

/** A character, or any one or any run of them, with or without `/`. */
type Step = { readonly char: string } | { readonly any: 'one' | 'many'; readonly slash: boolean };

/** A pattern over refs, whoever's syntax it was written in. */
export type RefPattern = readonly Step[];

const ANYTHING: Step = { any: 'many', slash: true };
const FNMATCH = /\*\*+\/?|\*|\?|\[[^\]]*\]|\{[^}]*\}|\\?([^])/gu;

/**
 * A branch or tag pattern of an environment over whole refs. `*` and `?` end at a `/`. What fnmatch can say beyond them is
 * taken for more than it matches, and so is a pattern that begins with `refs/`: nothing is called shut out that may get in.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments#deployment-branches-and-tags
 */
export function deploymentPattern(kind: 'heads' | 'tags', text: string): RefPattern {
  if (text.startsWith('refs/')) return [ANYTHING];
  const steps = [...text.matchAll(FNMATCH)].map(([token, char = token]): Step => {
    if (token === '*') return { any: 'many', slash: false };
    if (token === '?' || /^\[./.test(token)) return { any: 'one', slash: false };
    return token.startsWith('**') || /^\{./.test(token) ? ANYTHING : { char };
  });
  return [...literal(`refs/${kind}/`), ...steps];
}

/** The ref of whatever branch. */
export const ANY_BRANCH: RefPattern = [...literal('refs/heads/'), ANYTHING];

/** What IAM compares a claim with: `*` and `?` of a pattern match a `/` too. */
export function claimPattern(text: ClaimText): RefPattern {
  return text.flatMap(({ text: chars, wild }) =>
    literal(chars).map((step): Step => {
      if (!wild || !('char' in step) || !/[*?]/.test(step.char)) return step;
      return { any: step.char === '*' ? 'many' : 'one', slash: true };
    }),
  );
}

/** A text that stands for itself. */
export function literal(text: string): RefPattern {
  return Array.from(text, (char) => ({ char }));
}

/** Whether some ref matches both: a way through the two side by side. */
export function meet(a: RefPattern, b: RefPattern): boolean {
  const queue: (readonly [number, number])[] = [[0, 0]];
  const seen = new Set<string>();
  for (const [i, j] of queue) {
    if (i === a.length && j === b.length) return true;
    if (seen.has(`${i} ${j}`)) continue;
    seen.add(`${i} ${j}`);
    const [left, right] = [a[i], b[j]];
    if (isMany(left)) queue.push([i + 1, j]);
    if (isMany(right)) queue.push([i, j + 1]);
    if (left && right && agree(left, right)) queue.push([isMany(left) ? i : i + 1, isMany(right) ? j : j + 1]);
  }
  return false;
}

/** Whether every ref of the narrow pattern matches the wide one too. A `no` may be mistaken where both have many wildcards. */
export function covers(wide: RefPattern, narrow: RefPattern): boolean {
  let reached = past(wide, new Set([0]));
  for (const step of narrow) {
    const next = new Set<number>();
    for (const at of reached) {
      const own = wide[at];
      if (own && takes(own, step)) next.add(isMany(own) ? at : at + 1);
    }
    reached = past(wide, next);
  }
  return reached.has(wide.length);
}

function past(wide: RefPattern, reached: Set<number>): ReadonlySet<number> {
  for (const at of reached) if (isMany(wide[at])) reached.add(at + 1);
  return reached;
}

function isMany(step: Step | undefined): boolean {
  return step !== undefined && 'any' in step && step.any === 'many';
}

function agree(a: Step, b: Step): boolean {
  if ('char' in a && 'char' in b) return a.char === b.char;
  const [char, any] = 'char' in a ? [a, b] : [b, a];
  return !('char' in char) || char.char !== '/' || ('slash' in any && any.slash);
}

function takes(wide: Step, narrow: Step): boolean {
  if ('char' in wide) return 'char' in narrow && wide.char === narrow.char;
  if (wide.any === 'one' && isMany(narrow)) return false;
  return wide.slash || ('char' in narrow ? narrow.char !== '/' : !narrow.slash);
}
