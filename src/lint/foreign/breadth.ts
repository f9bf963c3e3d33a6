import { NUMERIC_ID } from '../../oidc/github-names';
import { MANY, isAnything, isWild } from './marked';
import { type Subject, namedRepository, subjectClaim } from './subject';
import type { Trust } from './trust';
import { type SubjectValue, holdsTo, holdsToExactly } from './values';

/**
 * Whose jobs a subject admits, together with what is required beside it: strangers' (`anyone`), those of repositories that a
 * pattern of names covers, of all of an owner, of one repository; `unnamed` if it says nothing about that.
 */
export type Breadth = 'anyone' | 'similar' | 'owner' | 'repository' | 'unnamed';

/** Whether the repository's id is required. */
export function pinsRepository(trust: Trust): boolean {
  return holdsToExactly(trust, 'repository_id', NUMERIC_ID);
}

/** Whether the owner's id is required, or that of the enterprise. */
export function pinsOwner(trust: Trust): boolean {
  return ['repository_owner_id', 'enterprise_id'].some((claim) => holdsToExactly(trust, claim, NUMERIC_ID));
}

/** Whose jobs a subject admits. */
export function breadthOf(value: Pick<SubjectValue, 'subject'>, trust: Trust): Breadth {
  if (pinsRepository(trust) || holdsToExactly(trust, 'repository', /\//)) return 'repository';
  const own = ownBreadth(value);
  const ownerKnown = pinsOwner(trust) || holdsTo(trust, 'repository', (text) => !isWild(text.split('/', 1)[0] ?? text));
  return ownerKnown && (own === 'anyone' || own === 'unnamed') ? 'owner' : own;
}

function ownBreadth({ subject }: Pick<SubjectValue, 'subject'>): Breadth {
  if (subject.open && subject.claims.length === 0) return 'anyone';
  const repository = namedRepository(subject);
  if (!repository) return breadthById(subject);
  if (isWild(repository.owner)) return 'anyone';
  if (isAnything(repository.name)) return 'owner';
  return isWild(repository.name) ? 'similar' : 'repository';
}

/** Ids are never given twice, and only the repositories of an owner have a subject with its id. */
function breadthById(subject: Subject): Breadth {
  if (NUMERIC_ID.test(subjectClaim(subject, 'repository_id') ?? '')) return 'repository';
  return NUMERIC_ID.test(subjectClaim(subject, 'repository_owner_id') ?? '') ? 'owner' : 'unnamed';
}

const IDENTITY =
  /^(repo|repository|repository_id|repository_owner|repository_owner_id|repository_visibility|repo_property_.*|actor|actor_id|run_.*)$/;

/** Whether a subject, and what is required beside it, leave it open which jobs of a repository are meant. */
export function admitsAnyJob(value: SubjectValue, trust: Trust): boolean {
  const said = value.subject.claims.some(
    ({ key, value: text }) => !IDENTITY.test(key) && !isAnything(text) && !(key === 'environment' && isWild(text)),
  );
  return !said && !saysWhichJob(trust);
}

function saysWhichJob(trust: Trust): boolean {
  return ['ref', 'environment', 'job_workflow_ref'].some((claim) =>
    holdsTo(trust, claim, (text) => !isAnything(text) && !(claim === 'environment' && text.endsWith(MANY))),
  );
}
