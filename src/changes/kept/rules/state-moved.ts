import { backendText, statePlace } from '../backend';
import type { ChangeRule } from '../context';

/**
 * What Terraform manages stands in its state. Elsewhere it begins with an empty one, and makes everything a second time.
 * https://developer.hashicorp.com/terraform/language/state
 */
export const stateMoved: ChangeRule = {
  id: 'state-moved',
  check({ pairs, places }, report) {
    for (const { before, after } of pairs) {
      if (before.objects.size === 0 || statePlace(before.backend) === statePlace(after.backend)) continue;
      const account = places.account(after.name);
      report(after.owner === undefined ? account : places.owner, [
        `the stack \`${after.name}\` would keep its state somewhere else: it was in ${backendText(before.backend)}, and would be in ${backendText(after.backend)}`,
        'Terraform asks for its state to be moved, and a pipeline that does not move it makes everything a second time',
        'to keep it there: take the change of `backend` back. To move it: waive this, and run `terraform init -migrate-state` before the next apply',
      ]);
    }
  },
};
