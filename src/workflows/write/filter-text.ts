import type { ClaimText } from '../../oidc/claim-text';

const SPECIAL = /[*?+[\]!\\]/g;

/**
 * A ref of a trust as a filter of a workflow writes it: what stands for itself is escaped, `*` of a trust also stands for `/`, and a
 * filter has nothing for just any character.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
 */
export function filterText(ref: ClaimText): string {
  return ref
    .map(({ text, wild }) =>
      text.replace(SPECIAL, (char) => {
        if (wild && char === '*') return '**';
        return wild && char === '?' ? '[0-9A-Za-z._/-]' : `\\${char}`;
      }),
    )
    .join('');
}

/** What a filter begins with, as it is in a name, and whether it is all of it. */
export function literalHead(filter: string): { readonly text: string; readonly isWhole: boolean } {
  let text = '';
  for (let at = 0; at < filter.length; at++) {
    const char = filter.charAt(at);
    if (char === '\\') text += filter.charAt(++at);
    else if (char === '*' || char === '[') return { text, isWhole: false };
    // Says how often the character before it is there.
    else if (char === '?' || char === '+') return { text: text.slice(0, -1), isWhole: false };
    else text += char;
  }
  return { text, isWhole: true };
}
