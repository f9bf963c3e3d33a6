import { createHash } from 'node:crypto';
import type { Diagnostic } from '../diagnostic';
import { originalPath } from '../source';

/**
 * For each diagnostic a text that stays the same while lines move: by its rule, file, keys and headline. Positions in lists do not
 * count, so that an entry may be put before it; what is said twice is numbered in the order given.
 */
export function fingerprints(diagnostics: readonly Diagnostic[]): readonly string[] {
  const seen = new Map<string, number>();
  return diagnostics.map((diagnostic) => {
    const hash = hashOf(diagnostic);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return `${hash}:${count}`;
  });
}

function hashOf({ rule, at, message }: Diagnostic): string {
  const keys = originalPath(at.source, at.path).filter((step) => typeof step === 'string');
  const identity = [rule, at.source.file, keys, message.split('\n', 1)[0]];
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 16);
}
