import { widest } from '../breadth';
import { instanceOf } from '../instance';
import { anyEnvironment } from '../jobs';
import type { ForeignRule } from '../rule';
import { strictOn } from '../values';

/**
 * The actor is who caused a run, not who wrote what runs: a pull request of theirs, or one that they comment on, is enough. It is
 * not worse than no actor at all, which is a warning for one repository.
 */
export const actorOnly: ForeignRule = {
  id: 'actor-only',
  check({ portions }, report) {
    for (const portion of portions) {
      const { trust, calculus } = portion;
      const environments = anyEnvironment(portion);
      if (environments.length === 0) continue;
      const severity = widest(portion)?.breadth === 'repository' ? 'warning' : 'error';
      for (const { claim, place } of ['actor', 'actor_id'].flatMap((actor) => strictOn(trust, actor)))
        report(
          place,
          `\`${claim}\` is all that narrows which jobs get in: it says who caused a run, not what it runs, ${instanceOf(environments, calculus)}\nname the environment or branch that is meant`,
          severity,
        );
    }
  },
};
