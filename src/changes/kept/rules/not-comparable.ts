import type { ChangeRule } from '../context';
import { isKnownType } from '../fates';

/** What is not understood could be lost without a word: so it is said. */
export const notComparable: ChangeRule = {
  id: 'not-comparable',
  check({ earlier, pairs, places }, report) {
    for (const { name, unread, owner } of earlier.stacks.values()) {
      if (unread.length === 0) continue;
      report(owner === undefined ? places.account(name) : places.owner, [
        `the stack \`${name}\` of ${earlier.label} cannot be read in full: ${unread.join(', ')}`,
        'what is not seen could be destroyed without a word',
        'look at the plan of the stack before it is applied, and waive this',
      ]);
    }
    for (const { after, fates } of pairs) {
      const unknown = fates.filter(({ before, fate }) => !isKnownType(before.type) && fate.kind !== 'let go');
      if (unknown.length === 0) continue;
      report(after.owner === undefined ? places.account(after.name) : places.owner, [
        `the stack \`${after.name}\` of ${earlier.label} has resources that this program does not know: ${unknown.map(({ before }) => `\`${before.address}\``).join(', ')}`,
        'what becomes of them cannot be determined',
        'keep resources of your own in a configuration of your own, or look at the plan and waive this',
      ]);
    }
  },
};
