import type { ReadonlyDFA } from 'refa';
import type { Language } from './language';

/** A text that a language has and no other of its kind: the same texts, the same key. */
export function languageKey(language: Language): string {
  return language.kind === 'words' ? JSON.stringify([...language.words].sort()) : automatonKey(language.automaton);
}

/** The states of a minimal automaton in the order in which they are reached. */
function automatonKey(automaton: ReadonlyDFA): string {
  const { initial, finals } = automaton;
  const order = new Map([[initial, 0]]);
  const lines: string[] = [];
  for (const node of order.keys()) {
    const out = [...node.out].map(([{ min, max }, to]) => {
      if (!order.has(to)) order.set(to, order.size);
      return `${min}-${max}>${order.get(to) as number}`;
    });
    lines.push(`${finals.has(node) ? '!' : ''}${out.join()}`);
  }
  return lines.join(';');
}
