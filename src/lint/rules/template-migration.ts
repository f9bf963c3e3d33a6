import type { Repository } from '../../access-plan/github/repositories';
import { templatesOf } from '../../access-plan/trust/identities';
import { child } from '../../diagnostics/source';
import type { Rule } from '../rule';
import { trustedRepositories } from '../trusted';

/**
 * The file gives a repository another subject template than the lock says GitHub uses. Subjects of both are trusted, so that
 * the order of applies does not matter; a reminder to end it.
 * https://docs.github.com/en/actions/reference/security/oidc#customizing-the-subject-claims-for-an-organization-or-repository
 */
export const templateMigration: Rule = {
  id: 'template-migration',
  check({ access }, report) {
    for (const { resolved, repository } of trustedRepositories(access)) {
      const { at, locked } = repository;
      const [, present] = templatesOf(repository);
      if (!present || !locked || resolved.contexts.kind === 'subjects') continue;
      report(child(at, 'subject_template'), message(repository, present), {
        related: [{ message: 'as locked', at: child(locked.at, 'subject_claims') }],
      });
    }
  },
};

function message({ fullName, owner }: Repository, present: readonly string[]): string {
  return [
    `GitHub still forms the subjects of \`${fullName}\` from (${present.join(', ')}): those are trusted beside the new ones`,
    `once \`github-publish-${owner.toLowerCase()}\` is applied, bring \`subject_claims\` in the lock file up to date, and the old ones go`,
  ].join('\n');
}
