import { type RefPattern, literal, meet } from '../../oidc/ref-pattern';
import type { Trigger } from '../read/workflow';

const TOKEN = /\*\*|\*|\[[^\]]*\][+?]?|\\?[^][+?]?/gu;

/**
 * The names that a filter of a workflow matches. `*` ends at a `/`; what repeats or is optional is taken for more than it
 * matches. https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
 */
export function filterPattern(text: string): RefPattern {
  return [...text.matchAll(TOKEN)].flatMap(([token]): RefPattern => {
    if (token === '**') return [{ any: 'many', slash: true }];
    if (token === '*' || /[^\\][+?]$/.test(token)) return [{ any: 'many', slash: false }];
    return token.startsWith('[') ? [{ any: 'one', slash: false }] : literal(token.replace(/^\\/, ''));
  });
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
  const last = patterns.findLast((pattern) => meet(filterPattern(pattern.replace(/^!/, '')), literal(name)));
  return last !== undefined && !last.startsWith('!');
}
