import { identitiesOf, templatesOf } from '../../access-plan/trust/identities';
import type { ResolvedEntry } from '../../access-plan/trust/resolved-entry';
import { templateGrants } from '../../access-plan/trust/template-grants';
import { createProblems } from '../../diagnostics/diagnostic';
import { type Location, child } from '../../diagnostics/source';
import type { Bindings } from '../../bindings/bindings';
import type { Repository } from '../../access-plan/github/repositories';
import { isPattern } from '../../oidc/claim-text';
import type { Issuer } from '../../oidc/issuer';
import type { Rule } from '../rule';
import { type PlacedText, placedContexts, requiredTexts, trustedRepositories } from '../trusted';

/**
 * Subjects that begin with what anybody's workflow can say, and are a pattern before they name the repository. Where ids are
 * required beside them, nobody else can use it.
 * https://unit42.paloaltonetworks.com/oidc-misconfigurations-in-ci-cd
 */
export const spoofableTemplate: Rule = {
  id: 'spoofable-template',
  check({ access, bindings }, report) {
    for (const { resolved, repository } of trustedRepositories(access)) {
      for (const template of templatesOf(repository)) {
        const [first = ''] = template;
        if (!FREE.includes(first)) continue;
        const open = openPlace(template, resolved, bindings);
        if (!open || !isUnpinned(resolved, repository, template, access.issuers)) continue;
        report(open, message(repository.fullName, template), { related: [templateOf(repository)] });
      }
    }
  },
};

/** Claims whose values are the choice of whoever has a repository. */
const FREE = [
  'base_ref',
  'context',
  'environment',
  'event_name',
  'head_ref',
  'ref',
  'repository_visibility',
  'workflow',
];
const NAMING = ['repo', 'repository', 'repository_id', 'repository_owner', 'repository_owner_id'];

/** Where a pattern is written that comes before the first key that says whose the subject is. */
function openPlace(template: readonly string[], resolved: ResolvedEntry, bindings: Bindings): Location | undefined {
  const end = template.findIndex((key) => NAMING.includes(key));
  const head = template.slice(0, end < 0 ? undefined : end);
  const contexts = placedContexts(resolved);
  return head
    .flatMap((key): readonly PlacedText[] => {
      const required = requiredTexts(bindings, resolved, key);
      if (key === 'context') return contexts.map(({ value, at }) => ({ text: value.tail, at }));
      if (key !== 'ref' || required.length > 0) return required;
      return contexts.map(({ value, at }) => ({ text: value.ref ?? value.tail, at }));
    })
    .find(({ text }) => isPattern(text))?.at;
}

/** Whether, at some issuer, a subject of the template is admitted without ids. */
function isUnpinned(
  resolved: ResolvedEntry,
  repository: Repository,
  template: readonly string[],
  issuers: readonly Issuer[],
): boolean {
  const { contexts } = resolved;
  if (contexts.kind === 'subjects') return false;
  return issuers.some((issuer) => {
    const { all } = identitiesOf(repository, issuer.kind, createProblems());
    const grants = templateGrants({ ...resolved, issuer }, repository, all, template, contexts);
    return grants.some(({ pin }) => pin.kind === 'none');
  });
}

function templateOf({ settings, at, locked }: Repository) {
  const inFile = settings.subject_template !== undefined || !locked;
  return { message: 'the template', at: inFile ? child(at, 'subject_template') : child(locked.at, 'subject_claims') };
}

function message(fullName: string, template: readonly string[]): string {
  return [
    `the subjects of \`${fullName}\` (${template.join(', ')}) begin with \`${template[0]}\`, which any stranger can choose, and this makes them a pattern: a subject of theirs could fit`,
    'put `repo` first in the template, or trust exact values',
  ].join('\n');
}
