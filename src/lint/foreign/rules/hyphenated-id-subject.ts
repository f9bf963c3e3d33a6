import type { ForeignRule } from '../rule';
import { isPinned } from '../strangers';
import { namedRepository } from '../subject';
import { subjectValues } from '../values';

/** Early users have short ids; a shorter number is a counter in a name. */
const OWNER_WITH_ID = /-[1-9]\d{2,}$/;
/** A number of four digits is a year. */
const NAME_WITH_ID = /-[1-9]\d{4,}$/;

/**
 * The first form of immutable subjects, withdrawn after a day: a stranger may register the name with the number.
 * https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/
 */
export const hyphenatedIdSubject: ForeignRule = {
  id: 'hyphenated-id-subject',
  check({ trusts, portions }, report) {
    for (const trust of trusts) {
      const own = portions.filter((portion) => portion.trust === trust);
      if (own.some(({ admitted }) => admitted.length > 0) && own.every(isPinned)) continue;
      for (const { value, subject } of subjectValues(trust)) {
        const { owner = '', name = '' } = namedRepository(subject) ?? {};
        if (!OWNER_WITH_ID.test(owner) || !NAME_WITH_ID.test(name)) continue;
        report(
          value.place,
          `\`${owner}/${name}\` looks like the withdrawn form with \`-\`: whoever registers that name can mint it\nids follow an \`@\`: \`repo:OWNER@OWNER_ID/NAME@REPOSITORY_ID:…\`; if these are the names, require \`repository_id\` beside them`,
        );
      }
    }
  },
};
