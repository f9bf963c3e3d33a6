import { createHash } from 'node:crypto';
import type { ShapeSet } from '../../analysis/admitted';
import { languageKey } from '../../analysis/language-key';

/** A short id over all that a change consists of. */
export function changeId(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12);
}

/** Sets of tokens as a text: exactly what they hold, not only what is said about them. */
export function setsKey(sets: readonly ShapeSet[]): readonly string[] {
  return sets
    .flatMap(({ shape: { issuer, context, format, template }, boxes }) =>
      boxes.map((box) => {
        const fields = [...box].map(([field, language]) => [field, languageKey(language)]).sort();
        return JSON.stringify([issuer.host, context, format, template, fields]);
      }),
    )
    .sort();
}
