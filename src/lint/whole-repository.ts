import type { RequiredClaims } from '../access-plan/trust/claims';
import type { ResolvedEntry } from '../access-plan/trust/resolved-entry';
import type { Location } from '../diagnostics/source';
import { exact, overlaps } from '../oidc/claim-text';
import { patternText } from './subject-text';
import { placedContexts, writtenSubjects } from './trusted';

/** Claims that say where a job's code comes from, or what it had to pass. */
const OF_CODE = ['environment', 'job_workflow_ref', 'job_workflow_sha', 'ref', 'workflow_ref', 'workflow_sha'];
/** Claims that say who started a job, and others that any job of the repository can have. */
const OF_ANY_CODE = [
  'actor',
  'actor_id',
  'enterprise_id',
  'repository',
  'repository_id',
  'repository_owner',
  'repository_owner_id',
  'repository_visibility',
  'workflow',
];

/** Where an entry trusts all jobs of a repository, but for its further claims. */
export function wholeRepository(resolved: ResolvedEntry): readonly Location[] {
  const { contexts } = resolved;
  if (contexts.kind === 'contexts') return contexts.any ? placedContexts(resolved).map(({ at }) => at) : [];
  return writtenSubjects(resolved)
    .filter(({ text }) => /^(repo|repository|repository_id):[^:*?]+:[*?]*\*[*?]*$/.test(patternText(text)))
    .map(({ at }) => at);
}

/** Whether the further claims of an entry say where a job's code comes from. */
export function saysWhichCode(required: RequiredClaims): boolean {
  return OF_CODE.some((claim) => required.has(claim));
}

/** Whether the further claims of an entry let jobs of pull requests in. */
export function admitsPullRequests(required: RequiredClaims): boolean {
  return required.get('event_name')?.some((event) => overlaps(event, exact('pull_request'))) ?? true;
}

/** Whether the further claims of an entry say who started a job, and nothing that narrows down which job. */
export function saysOnlyWho(required: RequiredClaims): boolean {
  const claims = [...required.keys()];
  return (required.has('actor') || required.has('actor_id')) && claims.every((claim) => OF_ANY_CODE.includes(claim));
}
