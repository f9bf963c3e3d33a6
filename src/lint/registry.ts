import type { Rule } from './rule';
import { actorOnly } from './rules/actor-only';
import { archivedRepository } from './rules/archived-repository';
import { defaultBranchTriggers } from './rules/default-branch-triggers';
import { legacyOverdue } from './rules/legacy-overdue';
import { movableWorkflowRef } from './rules/movable-workflow-ref';
import { noPermissions } from './rules/no-permissions';
import { organizationWideSubject } from './rules/organization-wide-subject';
import { recyclableName } from './rules/recyclable-name';
import { redundantTrust } from './rules/redundant-trust';
import { repositoryWideSubject } from './rules/repository-wide-subject';
import { reusableAudience } from './rules/reusable-audience';
import { spoofableTemplate } from './rules/spoofable-template';
import { subjectFormatConflict } from './rules/subject-format-conflict';
import { templateMigration } from './rules/template-migration';
import { trustPolicyNearQuota } from './rules/trust-policy-near-quota';
import { unanchoredPattern } from './rules/unanchored-pattern';
import { unconfirmedSubjectClaims } from './rules/unconfirmed-subject-claims';
import { unconfirmedSubjectFormat } from './rules/unconfirmed-subject-format';
import { unverifiedClaimKey } from './rules/unverified-claim-key';
import { wildcardOwner } from './rules/wildcard-owner';

/** Every rule, in the order of their ids. */
export const RULES: readonly Rule[] = [
  actorOnly,
  archivedRepository,
  defaultBranchTriggers,
  legacyOverdue,
  movableWorkflowRef,
  noPermissions,
  organizationWideSubject,
  recyclableName,
  redundantTrust,
  repositoryWideSubject,
  reusableAudience,
  spoofableTemplate,
  subjectFormatConflict,
  templateMigration,
  trustPolicyNearQuota,
  unanchoredPattern,
  unconfirmedSubjectClaims,
  unconfirmedSubjectFormat,
  unverifiedClaimKey,
  wildcardOwner,
];
