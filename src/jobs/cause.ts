import { parseRepoSegment } from '../oidc/subject';
import type { ConditionOutcome } from '../simulator/explanation';
import type { Cause } from './causes';
import { EVENTS } from './events';

/** What a subject says of its job, after the repository. */
type Context = 'environment' | 'ref' | 'pull_request';

/** Why a claim that was presented is none of those trusted; `event` as far as it is known. */
export function causeOf(
  { key, reason }: ConditionOutcome,
  presented: string | null,
  trusted: string | null,
  event: string | undefined,
): Cause {
  const claim = key.slice(key.lastIndexOf(':') + 1).toLowerCase();
  if (reason === 'other-principal' || reason === 'other-action') return 'other-issuer';
  if (reason === 'value-excluded') return 'explicit-deny';
  if (reason === 'claim-not-evaluated' || reason === 'key-of-other-issuer') return 'claim-not-evaluated';
  if (presented === null) return 'claim-absent';
  if (claim === 'aud') return 'audience';
  if (reason === 'case-differs') return 'letter-case';
  if (reason === 'subject-form-differs') return 'subject-form';
  if (claim === 'repository_id' || claim === 'repository_owner_id') return 'recreated-repository';
  if (claim === 'ref') return ofRef(event) ?? 'other-ref';
  if (claim === 'environment') return 'other-environment';
  return claim === 'sub' && trusted !== null ? causeOfSubject(presented, trusted, event) : 'other-value';
}

function causeOfSubject(presented: string, trusted: string, event: string | undefined): Cause {
  const [job, role] = [parseRepoSegment(presented), parseRepoSegment(trusted)];
  if (!job || !role) return 'template';
  const same = (a: string | undefined, b: string | undefined) => a?.toLowerCase() === b?.toLowerCase();
  if (!same(job.name, role.name)) return isPattern(role.name) ? 'other-value' : 'other-repository';
  if (!same(job.owner, role.owner)) return 'fork';
  if ((job.ownerId === undefined) !== (role.ownerId === undefined)) return 'subject-form';
  if (job.ownerId !== role.ownerId || job.nameId !== role.nameId) return 'recreated-repository';
  const [here, there] = [contextOf(presented), contextOf(trusted)];
  if (!here || !there) return 'template';
  if (here === 'environment') return there === here ? 'other-environment' : 'environment-replaces-ref';
  if (there === 'environment') return 'environment-missing';
  if (here === 'pull_request') return there === here ? 'template' : 'pull-request';
  if (event === 'pull_request_target') return 'pull-request-target';
  return there === 'pull_request' ? 'not-a-pull-request' : (ofRef(event) ?? 'other-ref');
}

function ofRef(event: string | undefined): Cause | undefined {
  if (event === 'pull_request_target') return 'pull-request-target';
  return event !== undefined && EVENTS.get(event) === 'default-branch' ? 'default-branch-event' : undefined;
}

function contextOf(subject: string): Context | undefined {
  return /^repo:[^:]*:(environment|ref|pull_request)(?::|$)/.exec(subject)?.[1] as Context | undefined;
}

function isPattern(text: string): boolean {
  return /[*?]/.test(text);
}
