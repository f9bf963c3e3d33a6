import type { TrustEntry } from '../../bindings/bindings';
import { type Location, child, keyOf } from '../../diagnostics/source';
import { didYouMean } from '../../diagnostics/suggest';
import { conditionValue } from '../../iam/condition-value';
import type { ClaimCondition } from '../../iam/trust-policy';
import { type ClaimText, exact, isPattern, overlaps, written } from '../../oidc/claim-text';
import { NEVER_IN_SUBJECT, STS_CLAIMS, TEMPLATE_KEYS, isTemplateKey } from '../../oidc/claims';
import type { Issuer } from '../../oidc/issuer';
import { impossibility } from './claim-forms';
import { type EntryPlace, exactValues, isAcceptable, patternValues, spellings } from './contexts';

/** The claims an entry requires: for each, the values of which one must be there, all exact or all patterns. */
export type RequiredClaims = ReadonlyMap<string, readonly ClaimText[]>;

/** Reads `claims` and `claim_patterns` of an entry. */
export function requiredClaims(entry: TrustEntry, place: EntryPlace): RequiredClaims {
  const required = new Map<string, readonly ClaimText[]>();
  for (const [claim, values] of entry.claims ?? []) {
    const texts = exactValues(values, claim, { ...place, at: child(place.at, 'claims') });
    const spelled = (claim === 'environment' ? texts.flatMap(spellings) : texts).map(exact);
    required.set(claim, possible(entry, claim, spelled, place));
  }
  for (const [claim, values] of entry.claim_patterns ?? []) {
    const at = child(place.at, 'claim_patterns');
    if (entry.claims?.has(claim))
      place.problems.error(
        'invalid-value',
        keyOf(child(at, claim)),
        `\`${claim}\` stands under \`claims\` and \`claim_patterns\`: only one of them can be meant`,
      );
    else {
      const texts = patternValues(values, claim, { ...place, at }, { isPart: true });
      required.set(claim, possible(entry, claim, texts, place));
    }
  }
  return required;
}

/** The values that a token can carry; the others are reported. */
function possible(
  entry: TrustEntry,
  claim: string,
  texts: readonly ClaimText[],
  place: EntryPlace,
): readonly ClaimText[] {
  return texts.filter((text, i) => {
    const reason = impossibility(claim, text);
    if (reason !== undefined) place.problems.error('impossible-claim', valuePlace(entry, claim, i, place), reason);
    return reason === undefined;
  });
}

/** Where the value of a claim is written by which one of its texts came to be, as far as that is told. */
function valuePlace(entry: TrustEntry, claim: string, index: number, { at }: EntryPlace): Location {
  return child(at, entry.claims?.has(claim) ? 'claims' : 'claim_patterns', claim, index);
}

/** Where a claim is written, for what there is to say about it. */
export function claimPlace(entry: TrustEntry, claim: string, { at }: EntryPlace) {
  return keyOf(child(at, entry.claims?.has(claim) ? 'claims' : 'claim_patterns', claim));
}

/** Reports the claims that neither STS evaluates nor a subject template carries; says which remain as conditions. */
export function supportedClaims(
  entry: TrustEntry,
  required: RequiredClaims,
  consumed: ReadonlySet<string>,
  issuer: Issuer,
  place: EntryPlace,
): RequiredClaims {
  const remaining = [...required].filter(([claim]) => !consumed.has(claim));
  const [supported, unsupported] = [true, false].map((wanted) =>
    remaining.filter(([claim]) => (issuer.claims as readonly string[]).includes(claim) === wanted),
  ) as [typeof remaining, typeof remaining];
  for (const [claim] of unsupported) {
    place.problems.error('unsupported-claim', claimPlace(entry, claim, place), unsupportedMessage(claim, issuer));
  }
  return new Map(
    supported.map(([claim, texts]) => [
      claim,
      texts.filter(
        (text, i) => !isPattern(text) || isAcceptable(text, valuePlace(entry, claim, i, place), place.problems),
      ),
    ]),
  );
}

function unsupportedMessage(claim: string, issuer: Issuer): string {
  if (claim === 'aud' || claim === 'sub')
    return `\`${claim}\` is always required, from the entry itself: it is not written among the claims`;
  const inSubject = isTemplateKey(claim) && !(NEVER_IN_SUBJECT as readonly string[]).includes(claim);
  const hint = (TEMPLATE_KEYS as readonly string[]).includes(claim) ? '' : didYouMean(claim, STS_CLAIMS);
  return [
    `AWS STS does not evaluate \`${claim}\`${issuer.kind === 'ghes' ? ' of GitHub Enterprise Server' : ''}: the condition would never match${hint}`,
    issuer.claims.length > 0
      ? `it evaluates ${issuer.claims.join(', ')}`
      : 'for this issuer it evaluates the subject and the audience only',
    ...(inSubject
      ? [`a repository whose \`subject_template\` lists \`${claim}\` carries it in the subject, where it counts`]
      : []),
  ].join('\n');
}

/** What else is known of a claim: `values` of which the token has one. */
export interface Fact {
  readonly values: readonly ClaimText[];
  /** Whether a subject or pin says it already, a condition has to say it, or nothing does. */
  readonly said: 'already' | 'here' | 'nowhere';
}

/**
 * The conditions left to write: what is said already is dropped, what contradicts the rest is reported. Where a fact and a
 * required claim both need a condition on one key, theirs is the intersection.
 */
export function claimConditions(
  entry: TrustEntry,
  required: RequiredClaims,
  facts: ReadonlyMap<string, Fact>,
  place: EntryPlace,
): readonly ClaimCondition[] {
  const conditions: ClaimCondition[] = [];
  for (const claim of new Set([...facts.keys(), ...required.keys()])) {
    const wanted = required.get(claim);
    const fact = facts.get(claim);
    const texts =
      wanted === undefined
        ? fact?.said === 'here' && fact.values
        : fact === undefined
          ? wanted
          : reconcile(entry, claim, wanted, fact, place);
    if (!texts || texts.length === 0) continue;
    const operator = texts.some(isPattern) ? 'StringLike' : 'StringEquals';
    conditions.push({ claim, operator, values: texts.map(conditionValue) });
  }
  return conditions;
}

function reconcile(
  entry: TrustEntry,
  claim: string,
  wanted: readonly ClaimText[],
  fact: Fact,
  place: EntryPlace,
): readonly ClaimText[] {
  if (wanted.length === 0) return [];
  const possible = wanted.filter((text) => fact.values.some((value) => overlaps(text, value)));
  if (possible.length === 0) {
    place.problems.error('contradictory-claims', claimPlace(entry, claim, place), contradiction(claim, wanted, fact));
    return [];
  }
  const covered = (value: ClaimText) =>
    wanted.some((text) => (isPattern(value) ? written(text) === written(value) : overlaps(text, value)));
  if (fact.values.every(covered)) return fact.said === 'here' ? fact.values : fact.said === 'already' ? [] : wanted;
  if (fact.said !== 'here' || !possible.some(isPattern)) return possible;
  if (!fact.values.some(isPattern)) return fact.values.filter(covered);
  place.problems.error(
    'invalid-value',
    claimPlace(entry, claim, place),
    `the context requires a pattern of \`${claim}\` already, and one condition cannot hold two`,
  );
  return [];
}

function contradiction(claim: string, wanted: readonly ClaimText[], { values }: Fact): string {
  const list = (texts: readonly ClaimText[]) => texts.map((text) => `\`${written(text)}\``).join(' or ');
  const known = values.length > 0 ? `is ${list(values)}` : 'is absent';
  const message = `no job could assume this role: \`${claim}\` must be ${list(wanted)}, and in a token of this entry it ${known}`;
  if (values.length > 0) return message;
  return `${message}\nthe subject of a job in an environment names that, and no branch: trust \`environment\`, and require \`ref\` among the claims`;
}
