import type { Repository } from '../access-plan/github/repositories';
import type { Access } from '../access-plan/resolve';
import type { ResolvedEntry } from '../access-plan/trust/resolved-entry';
import type { Bindings } from '../bindings/bindings';
import { CONTEXTS } from '../bindings/schema/binding';
import { type Location, child, isWritten, keyOf, location } from '../diagnostics/source';
import { type ClaimText, exact, isPattern, pattern } from '../oidc/claim-text';
import { type ContextValue, environmentContext } from '../oidc/subject';
import { patternText, valueIn } from './subject-text';

/** A repository of a trust entry. There are many, and few are reported: so their places are worked out when asked for. */
export interface TrustedRepository {
  readonly resolved: ResolvedEntry;
  readonly repository: Repository;
  /** Where the file names it. */
  readonly at: () => Location;
}

/** One context that an entry trusts, and where the file names it. */
export interface PlacedContext {
  readonly value: ContextValue;
  readonly at: Location;
}

/** A text that a token has to have, and where the file says so. */
export interface PlacedText {
  readonly text: ClaimText;
  readonly at: Location;
}

/** The trust entries of all roles. */
export function trustEntries({ roles }: Access): readonly ResolvedEntry[] {
  return roles.flatMap(({ entries }) => entries);
}

/** The repositories of all trust entries, each as often as it is trusted. */
export function trustedRepositories({ roles }: Access): readonly TrustedRepository[] {
  return roles.flatMap(({ binding, entries }) =>
    entries.flatMap((resolved) =>
      resolved.repositories.map((repository, i) => ({
        resolved,
        repository,
        at: () => {
          const { at } = resolved.place;
          return resolved.entry.repository ? child(at, 'repository', i) : (binding.repositoryAt ?? at);
        },
      })),
    ),
  );
}

/** The contexts of an entry; none where it has whole subjects. */
export function placedContexts({ contexts, entry, place }: ResolvedEntry): readonly PlacedContext[] {
  const field = CONTEXTS.find((name) => entry[name] !== undefined);
  if (contexts.kind === 'subjects' || field === undefined) return [];
  const at = child(place.at, field);
  if (field === 'any_context' || field === 'pull_request')
    return contexts.values.map((value) => ({ value, at: keyOf(at) }));
  const values = field === 'environment' ? contexts.environments.map(environmentContext) : contexts.values;
  return values.map((value, i) => ({ value, at: child(at, i) }));
}

/** The subjects that an entry writes whole. */
export function writtenSubjects({ contexts, entry, place }: ResolvedEntry): readonly PlacedText[] {
  if (contexts.kind === 'contexts') return [];
  const at = child(place.at, entry.subject ? 'subject' : 'subject_pattern');
  return contexts.subjects.map((text, i) => ({ text, at: child(at, i) }));
}

/** What an entry requires of a claim; what comes from `defaults` is placed there. */
export function requiredTexts(
  bindings: Bindings,
  { entry, required, place }: ResolvedEntry,
  claim: string,
): readonly PlacedText[] {
  const texts = required.get(claim);
  if (texts === undefined) return [];
  const field = entry.claims?.has(claim) ? 'claims' : 'claim_patterns';
  const own = child(place.at, field, claim);
  const at = isWritten(own) ? own : child(location(bindings.source), 'defaults', 'trust', field, claim);
  return texts.map((text, i) => ({ text, at: child(at, i) }));
}

/** The value of a claim inside the subjects that an entry writes whole. */
export function segmentTexts(resolved: ResolvedEntry, claim: string): readonly PlacedText[] {
  return writtenSubjects(resolved).flatMap(({ text, at }) => {
    const value = valueIn(patternText(text), claim);
    return value === undefined ? [] : [{ text: isPattern(text) ? pattern(value) : exact(value), at }];
  });
}
