import { type ClaimText, concat, encodeColons, exact } from './claim-text';

/** A repository as its tokens name it; the ids are absent where the server has none (GitHub Enterprise Server). */
export interface RepositoryIdentity {
  readonly owner: string;
  readonly name: string;
  readonly ids?: { readonly owner: string; readonly repository: string };
}

/** `repo:OWNER/NAME`: every repository from before 2026-07-15, and every one on GitHub Enterprise Server. */
export function legacyPrefix({ owner, name }: RepositoryIdentity): string {
  return `repo:${owner}/${name}`;
}

/**
 * `repo:OWNER@OWNER_ID/NAME@REPOSITORY_ID`: repositories made, renamed or transferred since 2026-07-15.
 * https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/
 */
export function immutablePrefix(owner: string, name: string, ids: { owner: string; repository: string }): string {
  return `repo:${owner}@${ids.owner}/${name}@${ids.repository}`;
}

/** What one job of a trusted context presents: how its subject ends, and the claims that say the same on their own. */
export interface ContextValue {
  readonly tail: ClaimText;
  /** The `ref` claim, where the context decides it. */
  readonly ref?: ClaimText;
  /** The `environment` claim, where the context decides it. */
  readonly environment?: string;
}

/** A job on a branch or tag: `kind` is `heads` or `tags`. */
export function refContext(kind: 'heads' | 'tags', name: ClaimText): ContextValue {
  const ref = concat(`refs/${kind}/`, name);
  return { tail: concat('ref:', ref), ref };
}

/** A job in an environment: whatever its ref, its subject names the environment. */
export function environmentContext(environment: string): ContextValue {
  return { tail: concat('environment:', encodeColons(exact(environment))), environment };
}

/** A job of a pull request, from a fork or not. */
export function pullRequestContext(): ContextValue {
  return { tail: exact('pull_request'), ref: concat('refs/pull/', [{ text: '*', wild: true }], '/merge') };
}

/** A job of the merge queue for a base branch. */
export function mergeQueueContext(base: string): ContextValue {
  return refContext('heads', concat(`gh-readonly-queue/${base}/pr-`, [{ text: '*', wild: true }]));
}

/** Any job at all. */
export function anyContext(): ContextValue {
  return { tail: [{ text: '*', wild: true }] };
}

/** Repository ids that a subject must hold to be that repository's own. */
export interface SubjectSegments {
  readonly owner: string;
  readonly ownerId?: string;
  readonly name: string;
  readonly nameId?: string;
}

/** Owner and repository of a subject or pattern that begins with `repo:`, each with what follows its `@`. */
export function parseRepoSegment(subject: string): SubjectSegments | undefined {
  const match = /^repo:([^/:@]*)(?:@([^/:]*))?\/([^/:@]*)(?:@([^/:]*))?(?::|$)/.exec(subject);
  if (!match) return undefined;
  const [, owner, ownerId, name, nameId] = match;
  return { owner: owner as string, ownerId, name: name as string, nameId };
}
