import type { Rule } from './rule';
import { administratorAccess } from './rules/administrator-access';
import { longSession } from './rules/long-session';
import { mergeQueueAnyWriter } from './rules/merge-queue-any-writer';
import { mixedTrustLevels } from './rules/mixed-trust-levels';
import { noPermissions } from './rules/no-permissions';
import { pullRequestSecretAccess } from './rules/pull-request-secret-access';
import { pullRequestWriteAccess } from './rules/pull-request-write-access';
import { selfEscalation } from './rules/self-escalation';
import { unknownAction } from './rules/unknown-action';
import { unknownPolicyContent } from './rules/unknown-policy-content';

/** Every rule, in the order of their ids. */
export const RULES: readonly Rule[] = [
  administratorAccess,
  longSession,
  mergeQueueAnyWriter,
  mixedTrustLevels,
  noPermissions,
  pullRequestSecretAccess,
  pullRequestWriteAccess,
  selfEscalation,
  unknownAction,
  unknownPolicyContent,
];
