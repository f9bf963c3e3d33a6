import type { TrustEntry } from '../../bindings/bindings';
import type { Partition } from '../../iam/partition';
import type { Issuer } from '../../oidc/issuer';
import type { RequiredClaims } from './claims';
import type { EntryContexts, EntryPlace } from './contexts';
import type { Repository } from '../github/repositories';

/** A trust entry with everything it says resolved, but for the subjects. */
export interface ResolvedEntry {
  readonly entry: TrustEntry;
  readonly place: EntryPlace;
  /** All that the entry names. */
  readonly repositories: readonly Repository[];
  readonly contexts: EntryContexts;
  readonly required: RequiredClaims;
  readonly audiences: readonly string[];
  readonly issuer: Issuer;
  readonly partition: Partition;
}
