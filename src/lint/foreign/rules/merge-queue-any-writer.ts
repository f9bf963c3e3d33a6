import { instanceOf } from '../instance';
import { endlessRefs } from '../jobs';
import type { ForeignRule } from '../rule';

/** GitHub does not keep these names for its merge queue: a branch of such a name can be pushed like any other. */
export const mergeQueueAnyWriter: ForeignRule = {
  id: 'merge-queue-any-writer',
  check({ portions }, report) {
    for (const portion of portions) {
      const queue = endlessRefs(portion).filter(
        ({ described }) =>
          described.kind === 'pattern' && described.pattern.startsWith('refs/heads/gh-readonly-queue/'),
      );
      if (!portion.value || queue.length === 0) continue;
      const show = instanceOf(
        queue.map(({ tokens }) => tokens),
        portion.calculus,
      );
      report(
        portion.value.place,
        `\`${portion.value.raw}\` admits whoever may push a branch of such a name, not the merge queue alone, ${show}\ntrust an environment for what may write`,
      );
    }
  },
};
