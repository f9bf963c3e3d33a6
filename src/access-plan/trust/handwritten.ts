import type { Problems } from '../../diagnostics/diagnostic';
import type { Location } from '../../diagnostics/source';
import { type ClaimText, written } from '../../oidc/claim-text';
import { NUMERIC_ID } from '../../oidc/github-names';
import type { IssuerKind } from '../../oidc/issuer';
import { parseRepoSegment } from '../../oidc/subject';
import type { Identity } from './identities';

/** How much a subject written by hand says about whose it is. */
export interface HandwrittenTraits {
  /** It begins with a full immutable prefix. */
  readonly immutable: boolean;
  /** It holds the repository's own prefix or name. */
  readonly holdsName: boolean;
  /** It holds the repository's own prefix or id. */
  readonly selfIdentifying: boolean;
}

/**
 * What the literal beginning of a subject says: wildcards before a segment, or within it, make it say nothing. Identities are
 * those of the one repository it is for.
 */
export function handwrittenTraits(
  subject: ClaimText,
  identities: readonly Identity[],
  issuer: IssuerKind,
): HandwrittenTraits {
  const holds = (segment: string) => holdsLiterally(subject, `${segment}:`, issuer);
  const begins = ({ prefix }: Identity) => holds(prefix);
  return {
    immutable: identities.some((identity) => identity.immutable && begins(identity)),
    holdsName: identities.some(
      (identity) => begins(identity) || holds(`repository:${identity.owner}/${identity.name}`),
    ),
    selfIdentifying: identities.some(
      (identity) => begins(identity) || (identity.ids && holds(`repository_id:${identity.ids.repository}`)),
    ),
  };
}

/** Whether a pattern over an organization holds the owner's name or id where only this owner's repositories have it. */
export function holdsOwner(
  subject: ClaimText,
  owner: string,
  ownerId: string | undefined,
  issuer: IssuerKind,
): boolean {
  const own = [`repo:${owner}/`, `repository_owner:${owner}:`, `repository:${owner}/`];
  const byId = ownerId === undefined ? [] : [`repo:${owner}@${ownerId}/`, `repository_owner_id:${ownerId}:`];
  return [...own, ...byId].some((segment) => holdsLiterally(subject, segment, issuer));
}

/**
 * Whether a segment stands in the literal beginning of a subject where only GitHub can put it. A server does not encode the `:` of
 * a value, so that there only the very beginning cannot be spelled by others.
 */
function holdsLiterally(subject: ClaimText, segment: string, issuer: IssuerKind): boolean {
  const literal = literalHead(subject);
  if (segment.startsWith('repo:') || issuer === 'ghes') return literal.startsWith(segment);
  return `:${literal}`.includes(`:${segment}`);
}

/** The text before the first wildcard; an exact subject ends in a `:` that marks its last segment as whole. */
function literalHead(subject: ClaimText): string {
  const text = written(subject);
  const end = subject.some(({ wild }) => wild) ? text.search(/[*?]/) : -1;
  return end < 0 ? `${text}:` : text.slice(0, end);
}

/** Whether GitHub could mint a subject of this form for this owner alone; reports why not. */
export function checkHandwritten(
  subject: ClaimText,
  owner: string,
  name: string | undefined,
  at: Location,
  problems: Problems,
): boolean {
  const segment = parseRepoSegment(written(subject));
  if (!segment) return true;
  const hyphenated = segment.owner.startsWith(`${owner}-`) && NUMERIC_ID.test(segment.owner.slice(owner.length + 1));
  if (hyphenated && (name === undefined || /-[1-9]\d*$/.test(segment.name))) {
    problems.error(
      'hyphenated-id-subject',
      at,
      `\`${segment.owner}\` is the withdrawn form with \`-\`: whoever registers that name can mint it\nids follow an \`@\`: \`repo:OWNER@OWNER_ID/NAME@REPOSITORY_ID:…\``,
    );
    return false;
  }
  const isId = (id: string | undefined) => id === undefined || NUMERIC_ID.test(id);
  const half =
    segment.ownerId === undefined
      ? segment.nameId !== undefined
      : segment.nameId === undefined && !/[*?]/.test(segment.name);
  if (!half && isId(segment.ownerId) && (isId(segment.nameId) || name === undefined)) return true;
  problems.error('half-id-pin', at, 'a subject holds the ids of owner and repository, both and in digits, or neither');
  return false;
}
