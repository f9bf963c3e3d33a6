import { othersWith, ownAudience } from '../audiences';
import { isAnything, marked } from '../marked';
import type { ForeignRule } from '../rule';
import { conditionsOn, isDeadWildcard } from '../values';

/** Whoever is handed a token for this audience can use it here. */
export const reusableAudience: ForeignRule = {
  id: 'reusable-audience',
  check({ trusts }, report) {
    for (const trust of trusts) {
      const own = ownAudience(trust) === undefined ? '' : `: \`${ownAudience(trust)}\``;
      for (const condition of conditionsOn(trust, 'aud')) {
        for (const value of condition.values) {
          if (isAnything(marked(value.text)) || isDeadWildcard(condition, value)) continue;
          const why = othersWith(value, trust);
          if (why !== undefined)
            report(
              value.place,
              `\`${value.raw}\` is not an audience for AWS alone: ${why}\nask for one that is, and require that${own}`,
            );
        }
      }
    }
  },
};
