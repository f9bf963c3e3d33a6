import { trustedEnvironments } from '../environments';
import type { Rule } from '../rule';

/**
 * In a subject the `:` of an environment's name is `%3A`. The trust says so, but what compares the name elsewhere may not. On
 * GitHub Enterprise Server, where only newer versions do it, such a name is refused before rules are asked.
 * https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
 */
export const colonInEnvironment: Rule = {
  id: 'colon-in-environment',
  check(context, report) {
    for (const { environment, at, named } of trustedEnvironments(context)) {
      if (named === 'subject' || !environment.includes(':')) continue;
      report(
        at,
        `\`${environment}\` holds a colon: subjects have it as \`${environment.replaceAll(':', '%3A')}\`, which other tools and policies seldom expect\nprefer a name without one: \`${environment.replaceAll(':', '-')}\``,
      );
    }
  },
};
