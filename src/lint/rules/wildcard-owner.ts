import { written } from '../../oidc/claim-text';
import type { Rule } from '../rule';
import { hasWildcard, namesIn, patternText } from '../subject-text';
import { trustEntries, writtenSubjects } from '../trusted';

/**
 * Wildcards where a subject says whose it is. Anyone can register a name that fits; IAM refuses a bare `*` only. Patterns over
 * the repositories of an `owner` are `organization-wide-subject`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 */
export const wildcardOwner: Rule = {
  id: 'wildcard-owner',
  check({ access }, report) {
    for (const resolved of trustEntries(access)) {
      for (const { text, at } of writtenSubjects(resolved)) {
        const part = wildPart(patternText(text), resolved.entry.owner !== undefined);
        if (part) report(at, message(part, written(text)));
      }
    }
  },
};

function wildPart(subject: string, ofAnOwner: boolean): 'owner' | 'repository' | undefined {
  const names = namesIn(subject);
  if (names.some(({ owner = '' }) => hasWildcard(owner))) return 'owner';
  return !ofAnOwner && names.some(({ repository = '' }) => hasWildcard(repository)) ? 'repository' : undefined;
}

function message(part: 'owner' | 'repository', subject: string): string {
  const others =
    part === 'owner' ? 'anyone can register an owner that fits' : 'anyone who may make repositories there can make one';
  return [
    `\`${subject}\` has a wildcard in its ${part}: ${others}, and only the ids that are required beside it keep others out`,
    'name owner and repository whole, as in `repo:octo-org/web:…`; or write a context, as `branch`, and the subject follows from it',
  ].join('\n');
}
