import { type AccessChange, summaryOf } from './change';

/** What changed, and how: as `role: widened`. */
export function titleOf({ kind, account, name, change, gains }: AccessChange): string {
  const where = [account, name].filter(Boolean).join('/');
  return `${kind}${where === '' ? '' : ` ${where}`}: ${change}${change === 'changed' && gains ? ', gains and loses' : ''}`;
}

/** As `1 change of access: 1 widened`. */
export function headline(changes: readonly AccessChange[]): string {
  if (changes.length === 0) return 'no change of access';
  const counts = Object.entries(summaryOf(changes)).map(([change, count]) => `${count} ${change}`);
  return `${changes.length} ${changes.length === 1 ? 'change' : 'changes'} of access: ${counts.join(', ')}`;
}
