import type { Grant } from '../../iam/trust-policy';
import { handwrittenGrants } from './handwritten-grants';
import { identitiesOf, templatesOf } from './identities';
import { claimsExist } from './pins';
import type { Repository } from '../github/repositories';
import type { ResolvedEntry } from './resolved-entry';
import { templateTraits } from './subjects';
import { templateGrants } from './template-grants';

/** Who may assume a role by an entry's word for one repository. */
export function repositoryGrants(resolved: ResolvedEntry, repository: Repository): readonly Grant[] {
  const { issuer, partition, place, contexts } = resolved;
  const identities = identitiesOf(repository, issuer.kind, place.problems);
  if (contexts.kind === 'subjects') return handwrittenGrants(resolved, repository, identities.all, contexts.subjects);
  const templates = usableTemplates(resolved, templatesOf(repository));
  const isGuessed = identities.unconfirmed && templates.some((template) => templateTraits(template).carriesPrefix);
  if (isGuessed && !claimsExist(issuer, partition)) {
    place.problems.error('unpinned-subject', place.at, unconfirmedMessage(repository));
    return [];
  }
  return templates.flatMap((template) => templateGrants(resolved, repository, identities.all, template, contexts));
}

/**
 * Leaves out the template that GitHub is to give up where only the new one carries a claim that the entry requires, and STS does
 * not evaluate it otherwise: its subjects would admit jobs without the claim.
 */
function usableTemplates(
  { required, issuer }: ResolvedEntry,
  [wanted, ...others]: ReturnType<typeof templatesOf>,
): readonly (readonly string[])[] {
  const carried = [...required.keys()].filter(
    (claim) => wanted.includes(claim) && !(issuer.claims as readonly string[]).includes(claim),
  );
  return [wanted, ...others.filter((template) => carried.every((claim) => template.includes(claim)))];
}

function unconfirmedMessage({ fullName }: Repository): string {
  return [
    `which subjects \`${fullName}\` sends is not locked, and both forms may be trusted only where ids can be required beside them`,
    `write its \`subject_prefix\` into the lock file (\`gh api repos/${fullName}/actions/oidc/customization/sub --jq .sub_claim_prefix\`), or set its \`subject_format\``,
  ].join('\n');
}
