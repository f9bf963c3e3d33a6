import type { TrustEntry } from '../bindings/bindings';
import { child } from '../diagnostics/source';
import { conditionValue, operatorOf } from '../iam/condition-value';
import type { Partition } from '../iam/partition';
import type { Grant, Pin } from '../iam/trust-policy';
import { type ClaimText, exact, written } from '../oidc/claim-text';
import type { Issuer } from '../oidc/issuer';
import { type ContextValue, parseRepoSegment } from '../oidc/subject';
import { type Fact, type RequiredClaims, claimConditions, supportedClaims } from './claims';
import type { EntryContexts, EntryPlace } from './contexts';
import { checkHandwritten, handwrittenTraits, holdsOwner } from './handwritten';
import { type Identity, identitiesOf, templatesOf } from './identities';
import type { Repository } from './repositories';
import { consumedClaims, renderSubjects, templateTraits } from './subjects';

/** A trust entry with everything it says resolved, but for the subjects. */
export interface ResolvedEntry {
  readonly entry: TrustEntry;
  readonly place: EntryPlace;
  /** All that the entry names. */
  readonly repositories: readonly Repository[];
  readonly contexts: EntryContexts;
  readonly required: RequiredClaims;
  readonly audiences: readonly string[];
  readonly issuer: Issuer;
  readonly partition: Partition;
}

type Draft = Omit<Grant, 'audiences'>;

/** Who may assume a role by an entry's word for one repository. */
export function repositoryGrants(resolved: ResolvedEntry, repository: Repository): readonly Grant[] {
  const { issuer, place, audiences, contexts } = resolved;
  const identities = identitiesOf(repository, issuer.kind, place.problems);
  if (identities.unconfirmed && !canPin(resolved, repository)) {
    place.problems.error(
      'unpinned-subject',
      place.at,
      `which subjects \`${repository.fullName}\` sends is not locked, and both forms may be trusted only where ids can be required beside them\nwrite its \`subject_prefix\` into the lock file (\`gh api repos/${repository.fullName}/actions/oidc/customization/sub --jq .sub_claim_prefix\`), or set its \`subject_format\``,
    );
    return [];
  }
  const drafts =
    contexts.kind === 'contexts'
      ? templatesOf(repository).flatMap((template) =>
          templateDrafts(resolved, repository, identities.all, template, contexts.values, contexts.any),
        )
      : handwrittenDrafts(resolved, repository, identities.all, contexts.subjects);
  return drafts.map((draft) => ({ ...draft, audiences }));
}

/** Who may assume a role by patterns over all repositories of an owner. */
export function ownerGrants(resolved: ResolvedEntry, owner: string, ownerId: string | undefined): readonly Grant[] {
  const { entry, contexts, issuer, place, audiences, partition } = resolved;
  if (contexts.kind !== 'subjects') return [];
  const pin: Pin =
    ownerId !== undefined && pinsExist(issuer, partition) ? { kind: 'owner', ownerId } : { kind: 'none' };
  const facts = new Map<string, Fact>(
    ownerId === undefined ? [] : [['repository_owner_id', idFact(ownerId, pin.kind !== 'none')]],
  );
  const required = supportedClaims(entry, resolved.required, new Set(), issuer, place);
  const claims = claimConditions(entry, required, facts, place);
  return contexts.subjects.flatMap((subject, i) => {
    const at = child(place.at, 'subject_pattern', i);
    if (!checkHandwritten(subject, owner, undefined, at, place.problems)) return [];
    if (pin.kind === 'none' && !holdsOwner(subject, owner, ownerId)) {
      place.problems.error(
        'unpinned-subject',
        at,
        `\`${written(subject)}\` does not say that \`${owner}\` is the owner, and the owner's id cannot be required beside it`,
      );
      return [];
    }
    return [
      {
        operator: operatorOf(subject),
        subject: conditionValue(subject),
        claims,
        pin,
        selfIdentifying: false,
        audiences,
      },
    ];
  });
}

/** Ids can be required where STS evaluates them for the issuer; AWS has announced it for its main partition. */
function pinsExist(issuer: Issuer, partition: Partition): boolean {
  return issuer.claims.includes('repository_id') && partition === 'aws';
}

function canPin({ issuer, partition }: ResolvedEntry, { locked }: Repository): boolean {
  return pinsExist(issuer, partition) && locked?.ids !== undefined;
}

function templateDrafts(
  resolved: ResolvedEntry,
  repository: Repository,
  identities: readonly Identity[],
  template: readonly string[],
  values: readonly ContextValue[],
  any: boolean,
): readonly Draft[] {
  const { entry, required, issuer, place } = resolved;
  const traits = templateTraits(template);
  const remaining = supportedClaims(entry, required, consumedClaims(template, required, values), issuer, place);
  const needsPin = ({ immutable }: Identity) => !(traits.carriesPrefix && immutable);
  return identities.flatMap((identity) => {
    const pinned = identities.some((other) => other.ids?.owner === identity.ids?.owner && needsPin(other));
    const pin = pinFor(resolved, identity, pinned);
    if (needsPin(identity) && pin.kind === 'none' && !traits.selfIdentifying) {
      place.problems.error(
        'unpinned-subject',
        place.at,
        `the subject template of \`${repository.fullName}\` (${template.join(', ')}) names no repository, and its id cannot be required beside the subject: anyone could mint it\nput \`repo\` or \`repository_id\` into the template`,
      );
      return [];
    }
    const facts = new Map([
      ...identityFacts(identities, identity, pin, traits),
      ...contextFacts(resolved, values, any, traits),
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
    return subjects.map((subject) => ({
      operator: operatorOf(subject),
      subject: conditionValue(subject),
      claims,
      pin,
      selfIdentifying: traits.selfIdentifying,
    }));
  });
}

function pinFor(resolved: ResolvedEntry, { ids }: Identity, wanted: boolean): Pin {
  if (!wanted || !ids || !pinsExist(resolved.issuer, resolved.partition)) return { kind: 'none' };
  return { kind: 'repository', ownerId: ids.owner, repositoryId: ids.repository };
}

function idFact(id: string, already: boolean): Fact {
  return { values: [exact(id)], said: already ? 'already' : 'nowhere' };
}

function identityFacts(
  identities: readonly Identity[],
  identity: Identity,
  pin: Pin,
  traits: ReturnType<typeof templateTraits>,
): readonly (readonly [string, Fact])[] {
  const pinned = pin.kind === 'repository' || (identity.immutable && traits.carriesPrefix);
  const names = identities.length === 1 && traits.carriesName ? 'already' : 'nowhere';
  return [
    ['repository', { values: identities.map(({ owner, name }) => exact(`${owner}/${name}`)), said: names }],
    ...(identity.ids
      ? ([
          ['repository_id', idFact(identity.ids.repository, pinned)],
          ['repository_owner_id', idFact(identity.ids.owner, pinned)],
        ] as const)
      : []),
  ];
}

/** What the contexts say of `ref` and `environment`: in the subject, or in a condition where the template leaves it out. */
function contextFacts(
  { required }: ResolvedEntry,
  values: readonly ContextValue[],
  any: boolean,
  traits: ReturnType<typeof templateTraits>,
): readonly (readonly [string, Fact])[] {
  if (any) return [];
  const refs = values.flatMap(({ ref }) => (ref ? [ref] : []));
  const environments = values.flatMap(({ environment }) => (environment === undefined ? [] : [exact(environment)]));
  const facts: (readonly [string, Fact])[] = [];
  if (refs.length > 0) facts.push(['ref', { values: refs, said: traits.carriesRef ? 'already' : 'here' }]);
  if (environments.length > 0)
    facts.push(['environment', { values: environments, said: traits.carriesEnvironment ? 'already' : 'here' }]);
  else if (required.has('environment')) facts.push(['environment', { values: [], said: 'already' }]);
  return facts;
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

function handwrittenDrafts(
  resolved: ResolvedEntry,
  repository: Repository,
  identities: readonly Identity[],
  subjects: readonly ClaimText[],
): readonly Draft[] {
  const { entry, required, issuer, place, repositories } = resolved;
  const [present] = identities;
  const remaining = supportedClaims(entry, required, new Set(), issuer, place);
  return subjects.flatMap((subject, i) => {
    const at = child(place.at, entry.subject ? 'subject' : 'subject_pattern', i);
    if (!checkHandwritten(subject, repository.owner, repository.name, at, place.problems)) return [];
    const named = namedRepository(subject);
    if (named && !identities.some(({ owner, name }) => named === `${owner}/${name}`)) {
      if (repositories.some(({ fullName }) => fullName === named)) return [];
      place.problems.error(
        'contradictory-claims',
        at,
        `no job could assume this role: the subject is of another repository than \`${repository.fullName}\``,
      );
      return [];
    }
    const traits = handwrittenTraits(subject, identities);
    const pin = present ? pinFor(resolved, present, !traits.immutable) : ({ kind: 'none' } as const);
    if (!traits.immutable && pin.kind === 'none' && !traits.selfIdentifying) {
      place.problems.error(
        'unpinned-subject',
        at,
        `\`${written(subject)}\` does not say which repository is meant, and its id cannot be required beside it: anyone could mint it`,
      );
      return [];
    }
    const facts = new Map<string, Fact>();
    if (present?.ids) {
      facts.set('repository_id', idFact(present.ids.repository, pin.kind !== 'none' || traits.immutable));
      facts.set('repository_owner_id', idFact(present.ids.owner, pin.kind !== 'none' || traits.immutable));
    }
    const claims = claimConditions(entry, remaining, facts, place);
    return [
      {
        operator: operatorOf(subject),
        subject: conditionValue(subject),
        claims,
        pin,
        selfIdentifying: traits.selfIdentifying,
      },
    ];
  });
}

/** The repository that a subject names literally. */
function namedRepository(subject: ClaimText): string | undefined {
  const segment = parseRepoSegment(written(subject));
  return segment && !/[*?]/.test(segment.owner + segment.name) ? `${segment.owner}/${segment.name}` : undefined;
}
