import type { Rule } from './rule';
import { actorOnly } from './rules/actor-only';
import { administratorAccess } from './rules/administrator-access';
import { adminsCanBypass } from './rules/admins-can-bypass';
import { archivedRepository } from './rules/archived-repository';
import { colonInEnvironment } from './rules/colon-in-environment';
import { defaultBranchTriggers } from './rules/default-branch-triggers';
import { environmentBranchMismatch } from './rules/environment-branch-mismatch';
import { environmentOpenToAllBranches } from './rules/environment-open-to-all-branches';
import { legacyOverdue } from './rules/legacy-overdue';
import { localState } from './rules/local-state';
import { longSession } from './rules/long-session';
import { managedPoliciesNearQuota } from './rules/managed-policies-near-quota';
import { mergeQueueAnyWriter } from './rules/merge-queue-any-writer';
import { mixedCaseEnvironment } from './rules/mixed-case-environment';
import { mixedTrustLevels } from './rules/mixed-trust-levels';
import { movableWorkflowRef } from './rules/movable-workflow-ref';
import { noPermissions } from './rules/no-permissions';
import { organizationWideSubject } from './rules/organization-wide-subject';
import { overwrittenInlinePolicy } from './rules/overwritten-inline-policy';
import { protectionNotInEffect } from './rules/protection-not-in-effect';
import { pullRequestSecretAccess } from './rules/pull-request-secret-access';
import { pullRequestWriteAccess } from './rules/pull-request-write-access';
import { recyclableName } from './rules/recyclable-name';
import { redundantTrust } from './rules/redundant-trust';
import { repositoryWideSubject } from './rules/repository-wide-subject';
import { reusableAudience } from './rules/reusable-audience';
import { roleReplaced } from './rules/role-replaced';
import { selfEscalation } from './rules/self-escalation';
import { slowGithubStack } from './rules/slow-github-stack';
import { spoofableTemplate } from './rules/spoofable-template';
import { strayDeploymentPolicy } from './rules/stray-deployment-policy';
import { subjectFormatConflict } from './rules/subject-format-conflict';
import { templateMigration } from './rules/template-migration';
import { trustPolicyNearQuota } from './rules/trust-policy-near-quota';
import { unadoptedDeploymentPolicy } from './rules/unadopted-deployment-policy';
import { unanchoredPattern } from './rules/unanchored-pattern';
import { unconfirmedSubjectClaims } from './rules/unconfirmed-subject-claims';
import { unconfirmedSubjectFormat } from './rules/unconfirmed-subject-format';
import { unknownAction } from './rules/unknown-action';
import { unknownManagedPolicy } from './rules/unknown-managed-policy';
import { unknownPolicyContent } from './rules/unknown-policy-content';
import { unknownRegion } from './rules/unknown-region';
import { unmanagedEnvironment } from './rules/unmanaged-environment';
import { unprotectedEnvironment } from './rules/unprotected-environment';
import { unusedAccount } from './rules/unused-account';
import { unusedRepository } from './rules/unused-repository';
import { unverifiedClaimKey } from './rules/unverified-claim-key';
import { variableShadowed } from './rules/variable-shadowed';
import { weakensEnvironment } from './rules/weakens-environment';
import { wildcardOwner } from './rules/wildcard-owner';

/** Every rule, in the order of their ids. */
export const RULES: readonly Rule[] = [
  actorOnly,
  administratorAccess,
  adminsCanBypass,
  archivedRepository,
  colonInEnvironment,
  defaultBranchTriggers,
  environmentBranchMismatch,
  environmentOpenToAllBranches,
  legacyOverdue,
  localState,
  longSession,
  managedPoliciesNearQuota,
  mergeQueueAnyWriter,
  mixedCaseEnvironment,
  mixedTrustLevels,
  movableWorkflowRef,
  noPermissions,
  organizationWideSubject,
  overwrittenInlinePolicy,
  protectionNotInEffect,
  pullRequestSecretAccess,
  pullRequestWriteAccess,
  recyclableName,
  redundantTrust,
  repositoryWideSubject,
  reusableAudience,
  roleReplaced,
  selfEscalation,
  slowGithubStack,
  spoofableTemplate,
  strayDeploymentPolicy,
  subjectFormatConflict,
  templateMigration,
  trustPolicyNearQuota,
  unadoptedDeploymentPolicy,
  unanchoredPattern,
  unconfirmedSubjectClaims,
  unconfirmedSubjectFormat,
  unknownAction,
  unknownManagedPolicy,
  unknownPolicyContent,
  unknownRegion,
  unmanagedEnvironment,
  unprotectedEnvironment,
  unusedAccount,
  unusedRepository,
  unverifiedClaimKey,
  variableShadowed,
  weakensEnvironment,
  wildcardOwner,
];
