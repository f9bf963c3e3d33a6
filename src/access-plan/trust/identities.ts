import type { Problems } from '../../diagnostics/diagnostic';
import { child } from '../../diagnostics/source';
import { type ClaimText, exact } from '../../oidc/claim-text';
import { DEFAULT_TEMPLATE } from '../../oidc/claims';
import { REPOSITORY } from '../../oidc/github-names';
import type { IssuerKind } from '../../oidc/issuer';
import { immutablePrefix, legacyPrefix } from '../../oidc/subject';
import type { Repository } from '../github/repositories';

/** A repository under one of the names and forms by which its tokens may name it. */
export interface Identity {
  readonly owner: string;
  readonly name: string;
  readonly ids?: { readonly owner: string; readonly repository: string };
  /** The subject's first segment. */
  readonly prefix: string;
  /** Whether the prefix holds the ids. */
  readonly immutable: boolean;
}

/** The names that the `repository` claim may have. It has no ids, in the immutable form neither. */
export function namesOf(identities: readonly Identity[]): readonly ClaimText[] {
  return [...new Set(identities.map(({ owner, name }) => `${owner}/${name}`))].map(exact);
}

/** The keys of a subject template. */
type Template = readonly string[];

/** The ways in which tokens may name a repository, and whether nothing says which of the two forms it is. */
export interface Identities {
  readonly all: readonly Identity[];
  readonly unconfirmed: boolean;
}

/** Present and coming identities of a repository: by its `subject_format`, else by the lock, else both; then `moving_to`, its own and its owner's. */
export function identitiesOf(repository: Repository, issuer: IssuerKind, problems: Problems): Identities {
  const { owner, name, locked, settings, at } = repository;
  const format = settings.subject_format;
  const ids = issuer === 'ghes' ? undefined : locked?.ids;
  if (issuer === 'ghes' && format !== undefined && format !== 'legacy') {
    problems.error(
      'invalid-value',
      child(at, 'subject_format'),
      'GitHub Enterprise Server knows the `legacy` form only',
    );
  }
  const selected = format ?? locked?.subjectFormat ?? 'both';
  const legacy: Identity = { owner, name, ids, prefix: legacyPrefix({ owner, name }), immutable: false };
  const immutable = ids ? [immutableIdentity(owner, name, ids)] : [];
  const present = { legacy: [legacy], immutable, both: [legacy, ...immutable] }[ids ? selected : 'legacy'];
  const unconfirmed = ids !== undefined && format === undefined && locked?.subjectFormat === undefined;
  return { all: [...present, ...comingIdentities(repository, ids, problems)], unconfirmed };
}

/** The names that the repository and its owner will have: one of them may change before the other. */
function comingIdentities(repository: Repository, ids: Identity['ids'], problems: Problems): readonly Identity[] {
  const { owner, name, settings, ownerMovingTo, at } = repository;
  const next = settings.moving_to;
  const to = typeof next === 'string' ? { owner, name: next, owner_id: ids?.owner } : next;
  if (to && !REPOSITORY.test(to.name)) {
    problems.error(
      'invalid-value',
      child(at, 'moving_to'),
      '`moving_to` must be the new name, or `{ owner, owner_id, name }` when the owner changes',
    );
    return [];
  }
  const own = to ? [comingIdentity(to, ids)] : [];
  if (ownerMovingTo === undefined) return own;
  const names = to?.owner === owner ? [name, to.name] : [name];
  return [
    ...own,
    ...names.map((each) => comingIdentity({ owner: ownerMovingTo, owner_id: ids?.owner, name: each }, ids)),
  ];
}

function comingIdentity(
  { owner, owner_id: ownerId, name }: { owner: string; owner_id?: string; name: string },
  ids: Identity['ids'],
): Identity {
  if (!ids) return { owner, name, prefix: legacyPrefix({ owner, name }), immutable: false };
  return immutableIdentity(owner, name, { owner: ownerId as string, repository: ids.repository });
}

function immutableIdentity(owner: string, name: string, ids: NonNullable<Identity['ids']>): Identity {
  return { owner, name, ids, prefix: immutablePrefix(owner, name, ids), immutable: true };
}

/** The subject templates in effect: the file's, and the lock's while GitHub still uses another. */
export function templatesOf({ settings, locked }: Repository): readonly [Template, ...Template[]] {
  const wanted = settings.subject_template === 'default' ? DEFAULT_TEMPLATE : settings.subject_template;
  const present = locked?.template;
  if (wanted && present && wanted.join() !== present.join()) return [wanted, present];
  return [wanted ?? present ?? DEFAULT_TEMPLATE];
}
