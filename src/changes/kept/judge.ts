import { catalogue } from '../../diagnostics/catalogue';
import { type Diagnostic, distinct, sortDiagnostics } from '../../diagnostics/diagnostic';
import { type ChangeRule, type Earlier, type Present, changeContext } from './context';
import { environmentUnmanaged } from './rules/environment-unmanaged';
import { lockIdentityChanged } from './rules/lock-identity-changed';
import { notComparable } from './rules/not-comparable';
import { ownerRenamed } from './rules/owner-renamed';
import { protectionLost } from './rules/protection-lost';
import { providerDestroyed } from './rules/provider-destroyed';
import { roleDestroyed } from './rules/role-destroyed';
import { roleReplaced } from './rules/role-replaced';
import { stackLeft } from './rules/stack-left';
import { stateMoved } from './rules/state-moved';
import { variableLost } from './rules/variable-lost';

/** What Terraform JSON alone tells: all that can be said of a folder of output. */
export const OUTPUT_RULES: readonly ChangeRule[] = [
  environmentUnmanaged,
  notComparable,
  ownerRenamed,
  providerDestroyed,
  roleDestroyed,
  roleReplaced,
  stateMoved,
  variableLost,
];

/** What an input of before tells, with its lock file. */
export const INPUT_RULES: readonly ChangeRule[] = [...OUTPUT_RULES, lockIdentityChanged, protectionLost, stackLeft];

/** What a change would do that the input does not say. Only inputs without errors can be judged. */
export function judgeChange(earlier: Earlier, present: Present, rules: readonly ChangeRule[]): readonly Diagnostic[] {
  const context = changeContext(earlier, present);
  const found: Diagnostic[] = [];
  for (const { id, check } of rules)
    check(context, (at, lines, { severity = catalogue.get(id)?.severity ?? 'error', related = [] } = {}) => {
      found.push({ rule: id, severity, message: lines.join('\n'), at, related });
    });
  return sortDiagnostics(distinct(found));
}
