import type { Box } from './box';
import type { Calculus } from './calculus';
import { has, words } from './language';
import type { Part } from './shape';
import { withField } from './with-field';

/** The values of fields with which the parts, one behind the other, make a text. */
export function splitText(parts: readonly Part[], text: string, calculus: Calculus): readonly Box[] {
  const [part, ...rest] = parts;
  if (part === undefined) return text === '' ? [new Map()] : [];
  if (typeof part === 'string') return text.startsWith(part) ? splitText(rest, text.slice(part.length), calculus) : [];
  return possibleEnds(text, rest[0]).flatMap((end) => {
    const own = text.slice(0, end);
    const values = (part.encoded ? decoded(own) : [own]).filter((value) => has(calculus.domain(part.field), value));
    if (values.length === 0) return [];
    const language = calculus.known(words(...values));
    return splitText(rest, text.slice(end), calculus).flatMap((box) => withField(box, part.field, language, calculus));
  });
}

/** Where a value may end before the part that follows. */
function possibleEnds(text: string, next: Part | undefined): readonly number[] {
  if (next === undefined) return [text.length];
  const ends = Array.from({ length: text.length + 1 }, (_, end) => end);
  return typeof next === 'string' ? ends.filter((end) => text.startsWith(next, end)) : ends;
}

/** What is written so in a subject: a `:` is always encoded, and what looks encoded may also have been written so. */
function decoded(text: string): readonly string[] {
  if (text.includes(':')) return [];
  return text
    .split('%3A')
    .reduce<readonly string[]>(
      (all, piece, i) => all.flatMap((head) => (i === 0 ? [piece] : [`${head}:${piece}`, `${head}%3A${piece}`])),
      [''],
    );
}
