import type { ForeignRule } from './rule';
import { actorOnly } from './rules/actor-only';
import { contradictoryClaims } from './rules/contradictory-claims';
import { deadStatement } from './rules/dead-statement';
import { halfIdPin } from './rules/half-id-pin';
import { hyphenatedIdSubject } from './rules/hyphenated-id-subject';
import { malformedConditionKey } from './rules/malformed-condition-key';
import { mergeQueueAnyWriter } from './rules/merge-queue-any-writer';
import { missingAudienceCondition } from './rules/missing-audience-condition';
import { missingSubjectCondition } from './rules/missing-subject-condition';
import { mixedTrustLevels } from './rules/mixed-trust-levels';
import { movableWorkflowRef } from './rules/movable-workflow-ref';
import { negatedOperator } from './rules/negated-operator';
import { neverMintedSubject } from './rules/never-minted-subject';
import { organizationWideSubject } from './rules/organization-wide-subject';
import { pullRequestWriteAccess } from './rules/pull-request-write-access';
import { recyclableName } from './rules/recyclable-name';
import { repositoryWideSubject } from './rules/repository-wide-subject';
import { reusableAudience } from './rules/reusable-audience';
import { setOperator } from './rules/set-operator';
import { spoofableTemplate } from './rules/spoofable-template';
import { subjectWithoutRepository } from './rules/subject-without-repository';
import { unanchoredPattern } from './rules/unanchored-pattern';
import { unsupportedClaim } from './rules/unsupported-claim';
import { unverifiedClaimKey } from './rules/unverified-claim-key';
import { wildcardInExactValue } from './rules/wildcard-in-exact-value';
import { wildcardOwner } from './rules/wildcard-owner';

/** Every rule for policies that this program did not write, in the order of their ids. */
export const FOREIGN_RULES: readonly ForeignRule[] = [
  actorOnly,
  contradictoryClaims,
  deadStatement,
  halfIdPin,
  hyphenatedIdSubject,
  malformedConditionKey,
  mergeQueueAnyWriter,
  missingAudienceCondition,
  missingSubjectCondition,
  mixedTrustLevels,
  movableWorkflowRef,
  negatedOperator,
  neverMintedSubject,
  organizationWideSubject,
  pullRequestWriteAccess,
  recyclableName,
  repositoryWideSubject,
  reusableAudience,
  setOperator,
  spoofableTemplate,
  subjectWithoutRepository,
  unanchoredPattern,
  unsupportedClaim,
  unverifiedClaimKey,
  wildcardInExactValue,
  wildcardOwner,
];
