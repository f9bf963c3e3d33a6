import type { AccessPlan } from '../../src/access-plan/access-plan';
import { resolveAccess } from '../../src/access-plan/resolve';
import { parseLock } from '../../src/bindings/lock';
import { parseBindings } from '../../src/bindings/parse';
import { noFiles } from './no-files';

/** The plan of texts that name no other files. */
export function planOfText(bindingsText: string, lockText: string): AccessPlan {
  const [bindings] = parseBindings('bindings.yaml', bindingsText, noFiles);
  const [lock] = parseLock('bindings.lock.yaml', lockText, true);
  if (!bindings) throw new Error('the file has errors');
  const [{ plan }] = resolveAccess(bindings, lock, noFiles);
  return plan;
}
