import { trustedEnvironments } from '../environments';
import type { Rule } from '../rule';

/**
 * GitHub ignores case in the names of environments, AWS does not, and GitHub does not say whether a token has the spelling of
 * the environment or that of the workflow.
 * https://docs.github.com/en/rest/deployments/environments
 */
export const mixedCaseEnvironment: Rule = {
  id: 'mixed-case-environment',
  check(context, report) {
    for (const { environment, at, named } of trustedEnvironments(context)) {
      const lower = environment.toLowerCase();
      if (environment === lower) continue;
      const trusted =
        named === 'subject'
          ? `only \`${environment}\` is trusted, and a token with \`${lower}\` is turned away`
          : `both \`${environment}\` and \`${lower}\` are trusted, and any third spelling is turned away`;
      report(
        at,
        `\`${environment}\` has capital letters, and it is not known which spelling of it tokens carry: ${trusted}\nmake an environment \`${lower}\` and write it so everywhere: environments cannot be renamed`,
      );
    }
  },
};
