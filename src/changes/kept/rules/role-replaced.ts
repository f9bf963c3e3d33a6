import type { Location } from '../../../diagnostics/source';
import type { ChangeContext, ChangeRule } from '../context';
import { type ManagedObject, unescaped } from '../stack';
import { addressName, pinnedRole } from '../words';

/**
 * IAM cannot rename a role: Terraform destroys it and makes another, which has another unique id.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html
 */
export const roleReplaced: ChangeRule = {
  id: 'role-replaced',
  check(context, report) {
    const all = replacedRoles(context);
    const replaced = new Map<string, Replaced[]>();
    for (const each of all) {
      const key = JSON.stringify([each.binding, each.changes]);
      replaced.set(key, [...(replaced.get(key) ?? []), each]);
    }
    for (const [first, ...others] of replaced.values()) {
      if (!first) continue;
      const names = [first, ...others].map(({ account }) => `\`${account}\``);
      const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '';
      const accounts = `${names.slice(0, SHOWN).join(', ')}${more}`;
      report(first.at, [
        `the role of \`${first.binding}\` in ${accounts} would be replaced: ${first.changes}`,
        'Terraform destroys the role and makes another one. Whatever names the old role stops working: running jobs, bucket and key policies, workflows',
        all.every(({ binding, pin }) => binding !== first.binding || pin === first.pin)
          ? `to keep it, write in the binding: \`${first.pin}\``
          : `to keep it, write \`role\` as it was in ${context.earlier.label}: its roles have names of their own in each account`,
      ]);
    }
  },
};

const SHOWN = 4;

/** A role that is replaced: in several accounts it is one finding. */
interface Replaced {
  readonly binding: string;
  readonly account: string;
  readonly at: Location;
  readonly changes: string;
  readonly pin: string;
}

function replacedRoles({ pairs, places }: ChangeContext): readonly Replaced[] {
  return pairs.flatMap(({ after, fates }) =>
    fates.flatMap(({ before, fate }) => {
      if (before.type !== 'aws_iam_role' || fate.kind !== 'replaced') return [];
      const { name = addressName(fate.as), at = places.account(after.name) } =
        places.binding(addressName(fate.as)) ?? {};
      const value = ({ body }: ManagedObject, attribute: string) => `\`${unescaped(body[attribute] ?? '/')}\``;
      const changes = fate.attributes.map((each) => `${each} ${value(before, each)} becomes ${value(fate.as, each)}`);
      const account = places.accountName(after.name);
      return [{ binding: name, account, at, changes: changes.join(', '), pin: pinnedRole(before, fate.attributes) }];
    }),
  );
}
