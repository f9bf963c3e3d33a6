import type { Severity } from '../../diagnostics/diagnostic';
import { isWild, literalPrefix } from './marked';

/** How much a pattern over refs admits beside what was meant. */
export interface LooseRef {
  readonly what: 'any' | 'heads' | 'tags';
  /** What stands before the first wildcard, without `refs/heads/`. */
  readonly prefix: string;
  readonly severity: Severity;
}

const SEPARATED = { heads: /[-/._@]$/, tags: /[v/@.-]$/ } as const;

/** What is loose about a pattern over refs, in which wildcards are marked; nothing if it is exact, or ends a name at a separator. */
export function looseRef(ref: string): LooseRef | undefined {
  if (!isWild(ref)) return undefined;
  const [, kind, prefix = ''] = /^refs\/(heads|tags)\/(.*)$/s.exec(literalPrefix(ref)) ?? [];
  if (kind !== 'heads' && kind !== 'tags') return { what: 'any', prefix: '', severity: 'warning' };
  if (isMergeQueue(ref) || SEPARATED[kind].test(prefix)) return undefined;
  return { what: kind, prefix, severity: kind === 'tags' ? 'info' : 'warning' };
}

/** Whether a ref is one that GitHub's merge queue makes. */
export function isMergeQueue(ref: string): boolean {
  return ref.startsWith('refs/heads/gh-readonly-queue/');
}
