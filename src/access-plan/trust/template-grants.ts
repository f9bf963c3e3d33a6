import { type Grant, type Pin, grantFor } from '../../iam/trust-policy';
import { child } from '../../diagnostics/source';
import { exact } from '../../oidc/claim-text';
import type { ContextValue } from '../../oidc/subject';
import { type Fact, claimConditions, supportedClaims } from './claims';
import { type Identity, namesOf } from './identities';
import { claimsExist, idFact, pinFor } from './pins';
import type { Repository } from '../github/repositories';
import type { ResolvedEntry } from './resolved-entry';
import { type TemplateTraits, consumedClaims, renderSubjects, templateTraits } from './subjects';

/** The contexts of an entry. */
interface Contexts {
  readonly values: readonly ContextValue[];
  /** Whether any job at all is trusted. */
  readonly any: boolean;
}

/** Grants for the subjects that GitHub forms by one template, under each identity of a repository. */
export function templateGrants(
  resolved: ResolvedEntry,
  repository: Repository,
  identities: readonly Identity[],
  template: readonly string[],
  { values, any }: Contexts,
): readonly Grant[] {
  const { entry, required, issuer, place, audiences } = resolved;
  const traits = templateTraits(template);
  const remaining = supportedClaims(entry, required, consumedClaims(template, required, values), issuer, place);
  const needsPin = ({ immutable }: Identity) => !(traits.carriesPrefix && immutable);
  return identities.flatMap((identity) => {
    const pinned = identities.some((other) => other.ids?.owner === identity.ids?.owner && needsPin(other));
    const pin = pinFor(resolved, identity, pinned);
    if (needsPin(identity) && pin.kind === 'none' && !traits.saysRepository) {
      place.problems.error(
        'unpinned-subject',
        place.at,
        `the subject template of \`${repository.fullName}\` (${template.join(', ')}) names no repository, and its id cannot be required beside the subject: anyone could mint it\nput \`repo\` or \`repository_id\` into the template`,
      );
      return [];
    }
    if (!isOwnBeginning(resolved, repository, template, traits)) return [];
    const facts = new Map([
      ...identityFacts(resolved, identities, identity, pin, traits),
      ...contextFacts({ values, any }, traits),
    ]);
    if (!contextIsBound(resolved, facts, template)) return [];
    const claims = claimConditions(entry, remaining, facts, place);
    const subjects = values.flatMap((context) =>
      renderSubjects(
        { template, identity, visibility: repository.locked?.visibility, context, required, any },
        entry,
        place,
      ),
    );
    return subjects.map((subject) =>
      grantFor(subject, { claims, pin, selfIdentifying: traits.selfIdentifying, audiences }),
    );
  });
}

/**
 * Whether nobody else can mint a subject of the template where values are not encoded: an environment may then be called
 * `production:repository:octo-org/web`. Elsewhere it has no `:`.
 */
function isOwnBeginning(
  { issuer, place }: ResolvedEntry,
  { fullName, settings, at, locked }: Repository,
  template: readonly string[],
  { beginsWithRepository }: TemplateTraits,
): boolean {
  if (issuer.kind !== 'ghes' || beginsWithRepository) return true;
  const inFile = settings.subject_template !== undefined || !locked;
  place.problems.error(
    'spoofable-template',
    place.at,
    `the subjects of \`${fullName}\` (${template.join(', ')}) begin with \`${template[0] ?? ''}\`. GitHub Enterprise Server does not encode \`:\` in values, so a stranger can choose a value that spells the rest of the subject\nput \`repo\`, \`repository\` or \`repository_id\` first in the template`,
    { message: 'the template', at: inFile ? child(at, 'subject_template') : child(locked.at, 'subject_claims') },
  );
  return false;
}

function identityFacts(
  { issuer, partition }: ResolvedEntry,
  identities: readonly Identity[],
  identity: Identity,
  pin: Pin,
  traits: TemplateTraits,
): readonly (readonly [string, Fact])[] {
  const pinned = pin.kind === 'repository' || (identity.immutable && traits.carriesPrefix);
  const isInSubject = identities.length === 1 && traits.carriesName;
  const isRequired = !traits.carriesName && claimsExist(issuer, partition);
  return [
    ['repository', { values: namesOf(identities), said: isInSubject ? 'already' : isRequired ? 'here' : 'nowhere' }],
    ...(identity.ids
      ? ([
          ['repository_id', idFact(identity.ids.repository, pinned)],
          ['repository_owner_id', idFact(identity.ids.owner, pinned)],
        ] as const)
      : []),
  ];
}

/** What the contexts say of `ref` and `environment`: in the subject, or in a condition where the template leaves it out. */
function contextFacts({ values, any }: Contexts, traits: TemplateTraits): readonly (readonly [string, Fact])[] {
  if (any) return [];
  const refs = values.flatMap(({ ref }) => (ref ? [ref] : []));
  const environments = values.flatMap(({ environment }) => (environment === undefined ? [] : [exact(environment)]));
  const facts: (readonly [string, Fact])[] = [];
  if (refs.length > 0) facts.push(['ref', { values: refs, said: traits.carriesRef ? 'already' : 'here' }]);
  const isSaid = environments.length === 0 || traits.carriesEnvironment;
  return [...facts, ['environment', { values: environments, said: isSaid ? 'already' : 'here' }]];
}

function contextIsBound(
  { issuer, place }: ResolvedEntry,
  facts: ReadonlyMap<string, Fact>,
  template: readonly string[],
): boolean {
  const unbound = [...facts].find(
    ([claim, { said }]) => said === 'here' && !(issuer.claims as readonly string[]).includes(claim),
  );
  if (!unbound) return true;
  const [claim] = unbound;
  place.problems.error(
    'unbound-context',
    place.at,
    `the subject template (${template.join(', ')}) leaves the context out, and AWS STS does not evaluate \`${claim}\` for this issuer: any job of the repository would be admitted\nput \`context\` into the template`,
  );
  return false;
}
