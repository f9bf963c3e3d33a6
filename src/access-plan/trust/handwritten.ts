import type { Problems } from '../../diagnostics/diagnostic';
import type { Location } from '../../diagnostics/source';
import { type ClaimText, written } from '../../oidc/claim-text';
import { NUMERIC_ID } from '../../oidc/github-names';
import { parseRepoSegment } from '../../oidc/subject';
import type { Identity } from './identities';

/** How much a subject written by hand says about whose it is. */
export interface HandwrittenTraits {
  /** It begins with a full immutable prefix. */
  readonly immutable: boolean;
  /** It holds the repository's own prefix, name or id. */
  readonly selfIdentifying: boolean;
}

/**
 * What the literal beginning of a subject says: wildcards before a segment, or within it, make it say nothing. Identities are
 * those of the one repository it is for.
 */
export function handwrittenTraits(subject: ClaimText, identities: readonly Identity[]): HandwrittenTraits {
  const literal = literalHead(subject);
  const holds = (segment: string | undefined) => segment !== undefined && `:${literal}`.includes(`:${segment}:`);
  const begins = (prefix: string) => literal.startsWith(`${prefix}:`);
  return {
    immutable: identities.some(({ immutable, prefix }) => immutable && begins(prefix)),
    selfIdentifying: identities.some(
      ({ owner, name, ids, prefix }) =>
        begins(prefix) || holds(`repository:${owner}/${name}`) || holds(ids && `repository_id:${ids.repository}`),
    ),
  };
}

/** Whether a pattern over an organisation holds the owner's name or id where only this owner's repositories have it. */
export function holdsOwner(subject: ClaimText, owner: string, ownerId: string | undefined): boolean {
  const literal = literalHead(subject);
  const own = [`repo:${owner}/`, `repository_owner:${owner}:`, `repository:${owner}/`];
  const byId = ownerId === undefined ? [] : [`repo:${owner}@${ownerId}/`, `repository_owner_id:${ownerId}:`];
  return [...own, ...byId].some((segment) =>
    segment.startsWith('repo:') ? literal.startsWith(segment) : `:${literal}`.includes(`:${segment}`),
  );
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
