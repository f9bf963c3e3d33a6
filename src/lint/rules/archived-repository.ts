import { child } from '../../diagnostics/source';
import type { Rule } from '../rule';
import { trustedRepositories } from '../trusted';

/**
 * An archived repository is read-only and runs no workflows: the trust is of no use, until somebody takes it out of the archive.
 * https://docs.github.com/en/repositories/archiving-a-github-repository/archiving-repositories
 */
export const archivedRepository: Rule = {
  id: 'archived-repository',
  check({ access }, report) {
    for (const { repository, at } of trustedRepositories(access)) {
      const { locked, fullName } = repository;
      if (!locked?.archived) continue;
      report(
        at(),
        `\`${fullName}\` is archived and runs no jobs: the trust is of no use until somebody takes it out of the archive, and so gets the role\nremove it from the trust`,
        { related: [{ message: 'as locked', at: child(locked.at, 'archived') }] },
      );
    }
  },
};
