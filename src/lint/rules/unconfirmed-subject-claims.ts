import { keyOf } from '../../diagnostics/source';
import { ghApi } from '../../oidc/issuer';
import type { Rule } from '../rule';
import { trustedRepositories } from '../trusted';

/**
 * The lock has no `subject_claims`, and the file no `subject_template`: subjects are formed as GitHub's default would. If the
 * repository has another template, none of its jobs gets in.
 * https://docs.github.com/en/rest/actions/oidc
 */
export const unconfirmedSubjectClaims: Rule = {
  id: 'unconfirmed-subject-claims',
  check({ access, bindings }, report) {
    for (const { resolved, repository } of trustedRepositories(access)) {
      const { locked, settings, fullName } = repository;
      if (!locked || locked.template || settings.subject_template !== undefined) continue;
      if (resolved.contexts.kind === 'contexts')
        report(keyOf(locked.at), message(fullName, ghApi(bindings.github.host)));
    }
  },
};

function message(fullName: string, api: string): string {
  return [
    `whether \`${fullName}\` has GitHub's default subjects is not locked: they are taken for granted, and if it has others, no job of it gets in`,
    `ask \`${api} repos/${fullName}/actions/oidc/customization/sub\`, and write \`subject_claims: default\`, or its \`include_claim_keys\`, into the lock file`,
  ].join('\n');
}
