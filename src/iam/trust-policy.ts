import { compareText } from '../diagnostics/diagnostic';
import { type Condition, EMPTY_STATEMENT, type Statement, sortConditions, sortedSet } from './policy-document';
import type { ClaimText } from '../oidc/claim-text';
import { type StringOperator, conditionValue, operatorOf } from './condition-value';

/** Which numeric ids are required beside a subject: ids are never used again, names are. */
export type Pin =
  | { readonly kind: 'none' }
  | { readonly kind: 'owner'; readonly ownerId: string }
  | { readonly kind: 'repository'; readonly ownerId: string; readonly repositoryId: string };

/** A condition on a claim beyond subject and audience; a grant has one for a claim at most. */
export interface ClaimCondition {
  readonly claim: string;
  readonly operator: StringOperator;
  readonly values: readonly string[];
}

/** One subject that may assume a role, and what else its token has to say. */
export interface Grant {
  readonly operator: StringOperator;
  /** The subject, escaped for IAM. */
  readonly subject: string;
  readonly audiences: readonly string[];
  readonly claims: readonly ClaimCondition[];
  readonly pin: Pin;
  /**
   * Whether the subject holds its own repository's prefix or id, so that another repository's id beside it admits nobody. A name
   * alone does not do: who takes a freed name has it, and with the id of the other of two repositories would get in.
   */
  readonly selfIdentifying: boolean;
}

/** A grant for one subject, with what holds for it. */
export function grantFor(subject: ClaimText, rest: Omit<Grant, 'operator' | 'subject'>): Grant {
  return { operator: operatorOf(subject), subject: conditionValue(subject), ...rest };
}

/** The OIDC provider a trust policy relies on. */
export interface TrustedIssuer {
  readonly providerArn: string;
  /** Issuer without scheme, the prefix of its condition keys. */
  readonly host: string;
}

interface Group extends Omit<Grant, 'subject' | 'pin' | 'selfIdentifying'> {
  readonly subjects: readonly string[];
  readonly pinned: Pin['kind'];
  readonly ownerId: string;
  readonly repositoryIds: readonly string[];
}

/**
 * The statements that admit exactly these grants. Exact subjects and patterns never share one, since two operators on one key
 * must both hold. Repositories of one owner share one as far as each subject holds its own repository's prefix or id; pins of
 * several repositories beside any other subject would let one in by what another is trusted for.
 */
export function trustStatements(grants: readonly Grant[], issuer: TrustedIssuer): readonly Statement[] {
  if (grants.length === 1) return grants.map((grant) => statement(groupOf(grant), issuer));
  const bySubject = unite(grants.map((grant) => [groupKey(grant), groupOf(grant)]));
  const byRepository = unite(
    bySubject.map((group) => {
      const { repositoryIds: _, ...rest } = group;
      return [JSON.stringify(rest), group];
    }),
  );
  return [...byRepository].sort(compareGroups).map((group) => statement(group, issuer));
}

/** What must agree for two grants to share a statement. */
function groupKey(grant: Grant): string {
  const { subjects: _, repositoryIds, ...rest } = groupOf(grant);
  return JSON.stringify([rest, grant.selfIdentifying || repositoryIds]);
}

function groupOf({ operator, subject, audiences, claims, pin }: Grant): Group {
  return {
    operator,
    audiences: sortedSet(audiences),
    claims: claims
      .map((claim) => ({ ...claim, values: sortedSet(claim.values) }))
      .sort((a, b) => compareText(a.claim, b.claim)),
    subjects: [subject],
    pinned: pin.kind,
    ownerId: pin.kind === 'none' ? '' : pin.ownerId,
    repositoryIds: pin.kind === 'repository' ? [pin.repositoryId] : [],
  };
}

/** Groups of one key become one, with the subjects and repositories of all. */
function unite(keyed: readonly (readonly [key: string, group: Group])[]): readonly Group[] {
  const parts = new Map<string, Group[]>();
  for (const [key, group] of keyed) parts.set(key, [...(parts.get(key) ?? []), group]);
  return [...parts.values()].map((groups) => ({
    ...(groups[0] as Group),
    subjects: sortedSet(groups.flatMap(({ subjects }) => subjects)),
    repositoryIds: sortedSet(groups.flatMap(({ repositoryIds }) => repositoryIds)),
  }));
}

function compareGroups(a: Group, b: Group): number {
  return (
    compareText(a.operator, b.operator) ||
    compareText(JSON.stringify(a.claims), JSON.stringify(b.claims)) ||
    compareText(JSON.stringify([a.ownerId, a.repositoryIds]), JSON.stringify([b.ownerId, b.repositoryIds])) ||
    compareText(JSON.stringify(a.audiences), JSON.stringify(b.audiences)) ||
    compareText(a.subjects[0] as string, b.subjects[0] as string)
  );
}

function statement(group: Group, { providerArn, host }: TrustedIssuer): Statement {
  const equals = (claim: string, values: readonly string[]): Condition => ({
    operator: 'StringEquals',
    key: `${host}:${claim}`,
    values,
  });
  const conditions = [
    equals('aud', group.audiences),
    { operator: group.operator, key: `${host}:sub`, values: group.subjects },
    ...group.claims.map(({ claim, operator, values }) => ({ operator, key: `${host}:${claim}`, values })),
    ...(group.ownerId === '' ? [] : [equals('repository_owner_id', [group.ownerId])]),
    ...(group.repositoryIds.length === 0 ? [] : [equals('repository_id', group.repositoryIds)]),
  ];
  return {
    ...EMPTY_STATEMENT,
    actions: ['sts:AssumeRoleWithWebIdentity'],
    principals: [{ type: 'Federated', identifiers: [providerArn] }],
    conditions: sortConditions(conditions),
  };
}
