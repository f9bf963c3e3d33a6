import { yamlText } from '../../../bindings/yaml-text';
import type { ChangeRule } from '../context';
import { renamedOwners } from '../renamed-owners';

/**
 * An owner keeps its id through a rename, and GitHub redirects from the old name to the new one: what Terraform deletes under
 * the old name is what is in use under the new one.
 * https://docs.github.com/en/organizations/managing-organization-settings/renaming-an-organization
 */
export const ownerRenamed: ChangeRule = {
  id: 'owner-renamed',
  check({ earlier, present, places }, report) {
    for (const { from, to } of renamedOwners(earlier, present)) {
      report(places.owner, [
        `the owner \`${from}\` is called \`${to}\` now, and has the same ids: its GitHub stacks would get other names, and with them empty states`,
        `the new stacks would collide with what is there. Do not destroy the old ones: GitHub redirects from \`${from}\` to \`${to}\`, and would delete what is in use`,
        `to keep the stacks, write: \`github: { owner: ${yamlText(to)}, renamed_from: ${yamlText(from)} }\``,
      ]);
    }
  },
};
