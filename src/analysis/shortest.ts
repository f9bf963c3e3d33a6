import type { CharSet } from 'refa';
import { type Language, automatonOf, codePoints } from './language';

/** Characters in the order in which a text that is shown should have them. */
const PREFERRED = codePoints('xabcdefghijklmnopqrstuvwyz0123456789-_/.');

/** A shortest text of a language, of letters where it leaves the choice; nothing if it holds none. Same language, same text. */
export function shortest(language: Language): string | undefined {
  if (language.kind === 'words')
    return [...language.words].sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).at(0);
  const { initial, getOut, isFinal } = automatonOf(language).transitionIterator();
  const queue: { readonly state: typeof initial; readonly text: string }[] = [{ state: initial, text: '' }];
  const seen = new Set([initial]);
  for (const { state, text } of queue) {
    if (isFinal(state)) return text;
    const steps = [...getOut(state)].map(([next, characters]) => ({ next, char: preferred(characters) }));
    for (const { next, char } of steps.sort((a, b) => rank(a.char) - rank(b.char))) {
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push({ state: next, text: text + String.fromCodePoint(char) });
    }
  }
  return undefined;
}

function preferred(characters: CharSet): number {
  return PREFERRED.find((char) => characters.has(char)) ?? (characters.ranges[0]?.min as number);
}

function rank(char: number): number {
  const place = PREFERRED.indexOf(char);
  return place < 0 ? PREFERRED.length + char : place;
}
