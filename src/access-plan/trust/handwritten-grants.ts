import { child } from '../../diagnostics/source';
import { type Grant, type Pin, grantFor } from '../../iam/trust-policy';
import { type ClaimText, concat, pattern, written } from '../../oidc/claim-text';
import { parseRepoSegment } from '../../oidc/subject';
import { type Fact, claimConditions, supportedClaims } from './claims';
import { checkHandwritten, handwrittenTraits, holdsOwner } from './handwritten';
import { type Identity, namesOf } from './identities';
import { idFact, pinFor, claimsExist } from './pins';
import type { Repository } from '../github/repositories';
import type { ResolvedEntry } from './resolved-entry';

/** Grants for subjects that the file writes whole, for one repository. */
export function handwrittenGrants(
  resolved: ResolvedEntry,
  repository: Repository,
  identities: readonly Identity[],
  subjects: readonly ClaimText[],
): readonly Grant[] {
  const { entry, required, issuer, place, repositories, audiences } = resolved;
  const present = identities[0] as Identity;
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
    const prefix = written(subject).split(':', 2).join(':');
    if (named && !identities.some((identity) => identity.prefix === prefix)) {
      const known = identities.map((identity) => `\`${identity.prefix}:…\``);
      place.problems.error(
        'contradictory-claims',
        at,
        `no job could assume this role: subjects of \`${repository.fullName}\` are ${known.join(' or ')}, as the lock file and \`subject_format\` have it`,
      );
      return [];
    }
    const traits = handwrittenTraits(subject, identities, issuer.kind);
    const pin = pinFor(resolved, present, !traits.immutable);
    if (!traits.immutable && pin.kind === 'none' && !traits.holdsName && !traits.selfIdentifying) {
      place.problems.error(
        'unpinned-subject',
        at,
        `\`${written(subject)}\` does not say which repository is meant, and its id cannot be required beside it: anyone could mint it`,
      );
      return [];
    }
    const isRequired = !traits.holdsName && claimsExist(issuer, resolved.partition);
    const facts = new Map<string, Fact>([
      ['repository', { values: namesOf(identities), said: isRequired ? 'here' : 'nowhere' }],
    ]);
    if (present.ids) {
      facts.set('repository_id', idFact(present.ids.repository, pin.kind !== 'none' || traits.immutable));
      facts.set('repository_owner_id', idFact(present.ids.owner, pin.kind !== 'none' || traits.immutable));
    }
    const claims = claimConditions(entry, remaining, facts, place);
    return [grantFor(subject, { claims, pin, selfIdentifying: traits.selfIdentifying, audiences })];
  });
}

/** Who may assume a role by patterns over all repositories of an owner. */
export function ownerGrants(resolved: ResolvedEntry, owner: string, ownerId: string | undefined): readonly Grant[] {
  const { entry, contexts, issuer, place, audiences, partition } = resolved;
  if (contexts.kind !== 'subjects') return [];
  const pin: Pin =
    ownerId !== undefined && claimsExist(issuer, partition) ? { kind: 'owner', ownerId } : { kind: 'none' };
  const required = supportedClaims(entry, resolved.required, new Set(), issuer, place);
  const ofOwner = concat(`${owner}/`, pattern('*'));
  const isNamed = (required.get('repository') ?? []).some((text) => written(text).startsWith(`${owner}/`));
  return contexts.subjects.flatMap((subject, i) => {
    const at = child(place.at, 'subject_pattern', i);
    if (!checkHandwritten(subject, owner, undefined, at, place.problems)) return [];
    const isOwned = holdsOwner(subject, owner, ownerId, issuer.kind);
    if (pin.kind === 'none' && !isOwned) {
      place.problems.error(
        'unpinned-subject',
        at,
        `\`${written(subject)}\` does not say that \`${owner}\` is the owner, and the owner's id cannot be required beside it`,
      );
      return [];
    }
    const isRequired = !isOwned && !isNamed && claimsExist(issuer, partition);
    const facts = new Map<string, Fact>([
      ['repository', { values: [ofOwner], said: isRequired ? 'here' : 'nowhere' }],
      ...(ownerId === undefined ? [] : [['repository_owner_id', idFact(ownerId, pin.kind !== 'none')] as const]),
    ]);
    const claims = claimConditions(entry, required, facts, place);
    return [grantFor(subject, { claims, pin, selfIdentifying: false, audiences })];
  });
}

/** The repository that a subject names literally. */
function namedRepository(subject: ClaimText): string | undefined {
  const segment = parseRepoSegment(written(subject));
  return segment && !/[*?]/.test(segment.owner + segment.name) ? `${segment.owner}/${segment.name}` : undefined;
}
