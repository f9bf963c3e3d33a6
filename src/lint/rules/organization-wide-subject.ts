import { written } from '../../oidc/claim-text';
import type { Rule } from '../rule';
import { hasWildcard, namesIn, patternText } from '../subject-text';
import { trustEntries, writtenSubjects } from '../trusted';

/**
 * Patterns over the repositories of an `owner`. Whoever may make a repository there, or push to the least of them, gets the role.
 * https://docs.github.com/en/actions/reference/security/oidc
 */
export const organizationWideSubject: Rule = {
  id: 'organization-wide-subject',
  check({ access }, report) {
    for (const resolved of trustEntries(access)) {
      const { owner } = resolved.entry;
      if (owner === undefined) continue;
      for (const { text, at } of writtenSubjects(resolved))
        if (isOfMany(patternText(text))) report(at, message(written(text), owner));
    }
  },
};

/** Whether no one repository is named; an owner that is itself a pattern is `wildcard-owner`. */
function isOfMany(subject: string): boolean {
  const names = namesIn(subject);
  if (names.some(({ owner = '' }) => hasWildcard(owner))) return false;
  return !names.some(({ repository = '*' }) => !hasWildcard(repository));
}

function message(subject: string, owner: string): string {
  return [
    `\`${subject}\` lets in every repository of \`${owner}\` that fits, those made later too: whoever may make one gets the role`,
    'list the repositories: `repository: [web, api]` with a context, or a role for each by `for_each_repository`',
  ].join('\n');
}
