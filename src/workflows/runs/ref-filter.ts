import type { Trigger } from '../read/workflow';

const TOKEN = /\*\*|\*|(?:\[[^\]]*\]|\\?[^])[+?]?/gu;

/** Git allows no longer names, and no filter needs to be longer. */
const MAX_LENGTH = 1000;

/** A part of a filter: which characters it takes, whether it takes none too, and whether more than one. */
interface Part {
  readonly takes: (char: string) => boolean;
  readonly isOptional: boolean;
  readonly repeats: boolean;
}

/**
 * Whether a filter of a workflow matches a name; a `!` before it is not its own.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
 */
export function matches(filter: string, name: string): boolean {
  if (filter.length > MAX_LENGTH) return false;
  const parts = [...filter.matchAll(TOKEN)].map(([token]) => partOf(token));
  let reached = past(parts, new Set([0]));
  for (const char of name) {
    const next = new Set<number>();
    for (const at of reached) {
      const part = parts[at];
      if (!part?.takes(char)) continue;
      next.add(at + 1);
      if (part.repeats) next.add(at);
    }
    reached = past(parts, next);
  }
  return reached.has(parts.length);
}

function past(parts: readonly Part[], reached: Set<number>): ReadonlySet<number> {
  for (const at of reached) if (parts[at]?.isOptional) reached.add(at + 1);
  return reached;
}

function partOf(token: string): Part {
  if (token === '**') return { takes: () => true, isOptional: true, repeats: true };
  if (token === '*') return { takes: (char) => char !== '/', isOptional: true, repeats: true };
  const [, single = '', sign] = /^(\[[^\]]*\]|\\?[^])([+?]?)$/u.exec(token) ?? [];
  const literal = single.replace(/^\\(?=.)/u, '');
  const takes =
    single.length > 1 && single.startsWith('[') ? ofClass(single.slice(1, -1)) : (char: string) => char === literal;
  return { takes, isOptional: sign === '?', repeats: sign === '+' };
}

/** Characters, and ranges of them: `a-z0-9_`. */
function ofClass(text: string): Part['takes'] {
  const ranges = [...text.matchAll(/([^])-([^])|([^])/gu)].map(([, first, last, single]) => [
    first ?? single,
    last ?? single,
  ]);
  return (char) => ranges.some(([first = '', last = '']) => first <= char && char <= last);
}

/** A name that a filter matches and that nobody is likely to have thought of. */
export function sampleOf(text: string): string {
  return text.replace(TOKEN, (token) => {
    if (token === '**' || token === '*') return 'some-other-0';
    const plain = token.length > 1 ? token.replace(/[+?]$/, '') : token;
    return plain.startsWith('[') ? plain.charAt(1) : plain.replace(/^\\/, '');
  });
}

/** Whether a trigger starts the workflow for this branch or tag, by the filters of its kind. */
export function passes(trigger: Trigger, kind: 'heads' | 'tags', name: string): boolean {
  const [only, but] =
    kind === 'heads' ? [trigger.branches, trigger.branchesIgnore] : [trigger.tags, trigger.tagsIgnore];
  const [otherOnly, otherBut] =
    kind === 'heads' ? [trigger.tags, trigger.tagsIgnore] : [trigger.branches, trigger.branchesIgnore];
  if (only) return isSelected(only, name);
  if (but) return !isSelected(but, name);
  return otherOnly === undefined && otherBut === undefined;
}

/** The last pattern that matches decides; one that begins with `!` takes out. */
function isSelected(patterns: readonly string[], name: string): boolean {
  const last = patterns.findLast((pattern) => matches(pattern.replace(/^!/, ''), name));
  return last !== undefined && !last.startsWith('!');
}
