/** A stretch of a claim's value; in a `wild` one `*` stands for any run of characters and `?` for any one. */
export interface TextPart {
  readonly text: string;
  readonly wild: boolean;
}

/** What a claim has to be, exactly or as a pattern. A pattern is a text of which the user wrote a part as one. */
export type ClaimText = readonly TextPart[];

/** Text that stands for itself. */
export function exact(text: string): ClaimText {
  return [{ text, wild: false }];
}

/** Text in which `*` and `?` are wildcards. */
export function pattern(text: string): ClaimText {
  return [{ text, wild: true }];
}

/** Whether some part was written as a pattern. */
export function isPattern(text: ClaimText): boolean {
  return text.some(({ wild }) => wild);
}

/** Joins texts; a string among them stands for itself. */
export function concat(...texts: readonly (ClaimText | string)[]): ClaimText {
  return texts.flatMap((text) => (typeof text === 'string' ? exact(text) : text));
}

/** As the user would write it. */
export function written(text: ClaimText): string {
  return text.map((part) => part.text).join('');
}

/**
 * As GitHub writes a value inside a subject: `:` becomes `%3A`.
 * https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
 */
export function encodeColons(text: ClaimText): ClaimText {
  return text.map((part) => ({ ...part, text: part.text.replaceAll(':', '%3A') }));
}

type Token = { readonly char: string } | 'one' | 'many';

function tokens(text: ClaimText): readonly Token[] {
  return text.flatMap(({ text: chars, wild }) =>
    Array.from(chars, (char): Token => (wild && char === '*' ? 'many' : wild && char === '?' ? 'one' : { char })),
  );
}

/** Whether some value satisfies both: a way through the two token sequences side by side. */
export function overlaps(a: ClaimText, b: ClaimText): boolean {
  const left = tokens(a);
  const right = tokens(b);
  let reachable = closure(new Set([0]), right);
  for (const token of left) {
    const next = new Set<number>();
    for (const at of reachable) {
      if (token === 'many') {
        for (let to = at; to <= right.length; to++) next.add(to);
        continue;
      }
      const other = right[at];
      if (other === 'many') next.add(at);
      else if (other !== undefined && agree(token, other)) next.add(at + 1);
    }
    if (next.size === 0) return false;
    reachable = closure(next, right);
  }
  return reachable.has(right.length);
}

function closure(positions: Set<number>, right: readonly Token[]): Set<number> {
  for (const at of positions) if (right[at] === 'many') positions.add(at + 1);
  return positions;
}

function agree(a: Exclude<Token, 'many'>, b: Exclude<Token, 'many'>): boolean {
  return a === 'one' || b === 'one' || a.char === b.char;
}
