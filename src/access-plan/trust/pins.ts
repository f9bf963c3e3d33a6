import type { Partition } from '../../iam/partition';
import type { Pin } from '../../iam/trust-policy';
import { exact } from '../../oidc/claim-text';
import type { Issuer } from '../../oidc/issuer';
import type { Fact } from './claims';
import type { Identity } from './identities';
import type { ResolvedEntry } from './resolved-entry';

/**
 * Ids and names of repositories can be required where STS evaluates them for the issuer; AWS has announced it for its main
 * partition.
 */
export function claimsExist(issuer: Issuer, partition: Partition): boolean {
  return issuer.claims.includes('repository_id') && partition === 'aws';
}

/** The ids to require beside a subject, if they are wanted and can be. */
export function pinFor(resolved: ResolvedEntry, { ids }: Identity, wanted: boolean): Pin {
  if (!wanted || !ids || !claimsExist(resolved.issuer, resolved.partition)) return { kind: 'none' };
  return { kind: 'repository', ownerId: ids.owner, repositoryId: ids.repository };
}

/** That an id has one value, said already if a subject or a pin holds it. */
export function idFact(id: string, already: boolean): Fact {
  return { values: [exact(id)], said: already ? 'already' : 'nowhere' };
}
