import { identitiesOf, templatesOf } from '../../access-plan/trust/identities';
import { templateTraits } from '../../access-plan/trust/subjects';
import { createProblems } from '../../diagnostics/diagnostic';
import { keyOf } from '../../diagnostics/source';
import { ghApi } from '../../oidc/issuer';
import type { Rule } from '../rule';
import { trustedRepositories } from '../trusted';

/**
 * Neither lock nor file says which of the two forms of subject GitHub sends. Both are trusted, with the ids beside them: that
 * lets nobody else in, and only makes the trust policy longer.
 * https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/
 */
export const unconfirmedSubjectFormat: Rule = {
  id: 'unconfirmed-subject-format',
  check({ access, bindings }, report) {
    for (const { resolved, repository } of trustedRepositories(access)) {
      const { locked, fullName } = repository;
      if (!locked || resolved.contexts.kind === 'subjects') continue;
      const { unconfirmed } = identitiesOf(repository, resolved.issuer.kind, createProblems());
      const matters = templatesOf(repository).some((template) => templateTraits(template).carriesPrefix);
      if (unconfirmed && matters) report(keyOf(locked.at), message(fullName, ghApi(bindings.github.host)));
    }
  },
};

function message(fullName: string, api: string): string {
  return [
    `which form of subject GitHub sends for \`${fullName}\` is not locked: both are trusted, which is safe and takes twice the room`,
    `ask \`${api} repos/${fullName}/actions/oidc/customization/sub --jq .sub_claim_prefix\`, and write the answer into the lock file as \`subject_prefix\``,
  ].join('\n');
}
