import type { RawBinding, RawDefaults, TrustEntry } from '../../bindings/bindings';
import { createProblems } from '../../diagnostics/diagnostic';
import { type Location, child, keyOf } from '../../diagnostics/source';
import { type ClaimText, isPattern, overlaps, written } from '../../oidc/claim-text';
import { requiredClaims } from '../trust/claims';
import type { ResolvedEntry } from '../trust/resolved-entry';
import type { Bounds, KeyChecks } from './bounds';

/** A trust entry as a bounded file has it, and what has become of it. */
interface BoundedEntry {
  readonly entry: RawBinding['trust'][number];
  readonly entryAt: Location;
  readonly resolved: readonly ResolvedEntry[];
  readonly defaults: RawDefaults;
  readonly bounds: Bounds;
}

const OF_ITS_REPOSITORY = { harmless: 'jobs of a repository that is bounded' } as const;

/** How each key of a trust entry is bounded. */
export const TRUST_KEYS: KeyChecks<BoundedEntry> = {
  repository: { by: 'repositories' },
  owner({ entry: { owner = '' }, entryAt, bounds }) {
    if (bounds.use('wide_subjects', entryAt)) bounds.name('repositories', `${owner}/*`, entryAt);
  },
  branch: OF_ITS_REPOSITORY,
  branch_pattern: OF_ITS_REPOSITORY,
  tag: OF_ITS_REPOSITORY,
  tag_pattern: OF_ITS_REPOSITORY,
  environment: OF_ITS_REPOSITORY,
  pull_request: OF_ITS_REPOSITORY,
  merge_queue: OF_ITS_REPOSITORY,
  any_context: isWide,
  subject: isWide,
  subject_pattern: isWide,
  claims: checkClaims,
  claim_patterns: checkClaims,
  audiences: { harmless: "one of STS's, or one that bindings.yaml lists at the account" },
};

function isWide({ entryAt, bounds }: BoundedEntry): void {
  bounds.use('wide_subjects', entryAt);
}

function checkClaims(bounded: BoundedEntry, at: Location): void {
  const key = at.path.at(-1) as 'claims' | 'claim_patterns';
  const { entry, resolved, bounds } = bounded;
  for (const [claim] of entry[key] ?? []) {
    const place = keyOf(child(at, claim));
    if (!isAboveFloor(bounded, claim))
      bounds.use('wide_subjects', place, `to drop or replace \`${claim}\`, which \`defaults\` require of every entry,`);
    if (claim !== 'repository') continue;
    for (const { required } of resolved)
      for (const text of required.get(claim) ?? []) bounds.name('repositories', written(text), place);
  }
}

/** Whether an entry requires of a claim all that the defaults do: the same values or fewer. */
function isAboveFloor({ resolved, defaults }: BoundedEntry, claim: string): boolean {
  return resolved.every(({ required, place }) => {
    const floor = requiredClaims(withoutNulls(defaults.trust ?? {}), { ...place, problems: createProblems() }).get(
      claim,
    );
    if (!floor) return true;
    const own = required.get(claim) ?? [];
    return own.length > 0 && own.every((text) => floor.some((each) => covers(each, text)));
  });
}

function covers(floor: ClaimText, text: ClaimText): boolean {
  return isPattern(text) ? isPattern(floor) && written(floor) === written(text) : overlaps(floor, text);
}

function withoutNulls({ claims, claim_patterns: patterns }: NonNullable<RawDefaults['trust']>): TrustEntry {
  const given = (map: typeof claims) =>
    new Map([...(map ?? [])].flatMap(([claim, values]) => (values === null ? [] : [[claim, values] as const])));
  return { claims: given(claims), claim_patterns: given(patterns) };
}
