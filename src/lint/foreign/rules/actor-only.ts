import { admitsAnyJob, breadthOf } from '../breadth';
import type { ForeignRule } from '../rule';
import type { Trust } from '../trust';
import { strictOn, weakValues } from '../values';

/** The actor is who caused a run, not who wrote what runs: a pull request of theirs, or one that they comment on, is enough. */
export const actorOnly: ForeignRule = {
  id: 'actor-only',
  check({ trusts }, report) {
    for (const trust of trusts) {
      if (!isOpen(trust)) continue;
      for (const { claim, place } of ['actor', 'actor_id'].flatMap((actor) => strictOn(trust, actor)))
        report(
          place,
          `\`${claim}\` is all that narrows which jobs get in: it says who caused a run, not what it runs\nname the environment or branch that is meant`,
        );
    }
  },
};

function isOpen(trust: Trust): boolean {
  const hasSubject = [...strictOn(trust, 'sub'), ...strictOn(trust, 'job_workflow_ref')].length > 0;
  return (
    !hasSubject ||
    weakValues(trust, (value) => breadthOf(value, trust) !== 'unnamed' && admitsAnyJob(value, trust)).length > 0
  );
}
