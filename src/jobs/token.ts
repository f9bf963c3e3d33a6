import { STS_CLAIMS } from '../oidc/claims';
import type { Issuer } from '../oidc/issuer';
import { immutablePrefix, legacyPrefix } from '../oidc/subject';
import type { TokenClaims } from '../simulator/token';
import { hasPullRequestSubject } from './events';
import type { Job } from './job';
import type { TokenRepository } from './repository';

/** A token that GitHub may issue to a job. */
export interface JobToken {
  readonly claims: TokenClaims;
  /** Claims that the token may have with values that are not known; each with those that decide it, itself if none does. */
  readonly unknown: ReadonlyMap<string, readonly string[]>;
}

/** What `configure-aws-credentials` asks for by itself. */
export const USUAL_AUDIENCE = 'sts.amazonaws.com';

/**
 * The tokens that GitHub may issue to a job: several where it is not known which form or template its subjects have. Claims
 * that are given hold whatever would follow otherwise.
 * https://docs.github.com/en/actions/reference/security/oidc
 */
export function tokensOf(
  job: Job,
  repository: TokenRepository,
  issuer: Issuer,
  given: ReadonlyMap<string, string> = new Map(),
): readonly JobToken[] {
  const derived = derivedClaims(job, repository, issuer);
  const claims = new Map<string, string>([...derived, ...given]);
  const prefixes = repository.forms.map((form) => prefixOf(repository, form));
  const subjects = prefixes.flatMap((prefix) =>
    repository.templates.flatMap((template) =>
      asPullRequests(job).map((isPullRequest) => subjectOf(template, prefix, isPullRequest, claims)),
    ),
  );
  const unknown = STS_CLAIMS.filter((claim) => !claims.has(claim) && !isAbsent(claim, job));
  const others = unknown.map((claim) => [claim, [claim]] as const);
  const made = given.has('sub') ? [[]] : [...new Map(subjects.map((each) => [String(each), each])).values()];
  return made.map((subject): JobToken => {
    const all = typeof subject === 'string' ? new Map([...claims, ['sub', subject]]) : claims;
    const open = typeof subject === 'string' || given.has('sub') ? [] : [['sub', subject] as const];
    return { claims: sorted(all), unknown: new Map([...others, ...open]) };
  });
}

function derivedClaims(
  { event, ref, environment, workflowRef, audience = USUAL_AUDIENCE }: Job,
  { owner, name, ids, visibility }: TokenRepository,
  issuer: Issuer,
): ReadonlyMap<string, string> {
  const known: readonly (readonly [string, string | undefined])[] = [
    ['iss', `https://${issuer.host}`],
    ['aud', audience],
    ['repository', `${owner}/${name}`],
    ['repository_owner', owner],
    ['repository_id', ids?.repository],
    ['repository_owner_id', ids?.owner],
    ['repository_visibility', visibility],
    ['ref', ref],
    ['ref_type', ref && (ref.startsWith('refs/tags/') ? 'tag' : 'branch')],
    ['event_name', event],
    ['environment', environment],
    ['job_workflow_ref', workflowRef],
  ];
  return new Map(known.flatMap(([claim, value]) => (value === undefined ? [] : [[claim, value] as const])));
}

function isAbsent(claim: string, { environment }: Job): boolean {
  return claim === 'environment' && environment === undefined;
}

function prefixOf({ owner, name, ids }: TokenRepository, form: 'legacy' | 'immutable'): string {
  return form === 'immutable' && ids ? immutablePrefix(owner, name, ids) : legacyPrefix({ owner, name });
}

/** A part of a subject, or the claim that it would be made of and that is not known. */
type Segment = { readonly text: string } | { readonly lacking: string };

/** The subject that a template makes of the claims, or the names of those that it lacks. */
function subjectOf(
  template: readonly string[],
  prefix: string,
  isPullRequest: boolean,
  claims: ReadonlyMap<string, string>,
): string | readonly string[] {
  const segments = template.map((key): Segment => {
    if (key === 'repo') return { text: prefix };
    if (key === 'context') return contextOf(isPullRequest, claims);
    const value = claims.get(key);
    return value === undefined ? { lacking: key } : { text: `${key}:${encoded(value)}` };
  });
  const lacking = segments.flatMap((segment) => ('lacking' in segment ? [segment.lacking] : []));
  if (lacking.length > 0) return [...new Set(lacking)];
  return segments.flatMap((segment) => ('text' in segment ? [segment.text] : [])).join(':');
}

/** Whether the subject may be that of a pull request: where GitHub does not say, it is one or the other. */
function asPullRequests({ event }: Job): readonly boolean[] {
  const isPullRequest = hasPullRequestSubject(event);
  return isPullRequest === undefined ? [true, false] : [isPullRequest];
}

/** The environment before all else, then the pull request, then the ref. */
function contextOf(isPullRequest: boolean, claims: ReadonlyMap<string, string>): Segment {
  const environment = claims.get('environment');
  if (environment !== undefined) return { text: `environment:${encoded(environment)}` };
  if (isPullRequest) return { text: 'pull_request' };
  const ref = claims.get('ref');
  return ref === undefined ? { lacking: 'ref' } : { text: `ref:${ref}` };
}

function encoded(value: string): string {
  return value.replaceAll(':', '%3A');
}

function sorted(claims: ReadonlyMap<string, string>): TokenClaims {
  return Object.fromEntries([...claims].sort(([a], [b]) => (a < b ? -1 : 1)));
}
