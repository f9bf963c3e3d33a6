import { identitiesOf, templatesOf } from '../../access-plan/trust/identities';
import { claimsExist } from '../../access-plan/trust/pins';
import type { Access } from '../../access-plan/resolve';
import type { ResolvedEntry } from '../../access-plan/trust/resolved-entry';
import { createProblems } from '../../diagnostics/diagnostic';
import { child } from '../../diagnostics/source';
import type { Repository } from '../../access-plan/github/repositories';
import { patternText } from '../subject-text';
import type { Rule } from '../rule';
import { trustEntries, trustedRepositories, writtenSubjects } from '../trusted';

/**
 * A name is all that a subject says, and the ids cannot be required beside it. A name that is given up can be registered by
 * somebody else, whose jobs then have the same subject. On GitHub Enterprise Server names are the administrators' to give.
 * https://astrix.security/learn/blog/subjugation-hijacking-cloud-identities-by-recycling-namespaces-in-global-oidc-issuers/
 */
export const recyclableName: Rule = {
  id: 'recyclable-name',
  check({ access }, report) {
    for (const { resolved, repository, at } of trustedRepositories(access)) {
      const where = lacksPins(access, resolved);
      if (where !== undefined && isByName(resolved, repository)) report(at(), message(repository.fullName, where));
    }
    for (const resolved of trustEntries(access)) {
      const { entry, place } = resolved;
      const where = lacksPins(access, resolved);
      if (entry.owner !== undefined && where !== undefined && writtenSubjects(resolved).some(isNamed))
        report(child(place.at, 'owner'), message(entry.owner, where));
    }
  },
};

/** For what AWS evaluates no ids: the partition, or one of the issuers. */
function lacksPins({ issuers }: Access, { partition }: ResolvedEntry): string | undefined {
  const issuer = issuers.find((each) => each.kind !== 'ghes' && !claimsExist(each, partition));
  return issuer && (partition === 'aws' ? issuer.host : partition);
}

function isByName(resolved: ResolvedEntry, repository: Repository): boolean {
  if (resolved.contexts.kind === 'subjects') return writtenSubjects(resolved).some(isNamed);
  const { all } = identitiesOf(repository, resolved.issuer.kind, createProblems());
  return templatesOf(repository).some(
    (template) =>
      !template.includes('repository_id') &&
      !template.includes('repository_owner_id') &&
      all.some(({ immutable }) => !(immutable && template.includes('repo'))),
  );
}

/** Whether a subject written whole holds no id. */
function isNamed({ text }: ReturnType<typeof writtenSubjects>[number]): boolean {
  return !/^repo:[^/:*?]+@\d+\/|(^|:)repository(_owner)?_id:\d+(:|$)/.test(patternText(text));
}

function message(name: string, where: string): string {
  return [
    `\`${name}\` is trusted by name alone, since AWS has announced no conditions on ids for \`${where}\`: whoever gets the name, once it is given up, gets the role`,
    'let GitHub send immutable subjects, which hold the ids (Settings → Actions → OIDC; `subject_format: both` meanwhile), and drop the legacy ones',
  ].join('\n');
}
