import type { RuleId } from '../catalogue';

/**
 * A score in the middle of each of the bands in which GitHub sorts security alerts.
 * https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
 */
const SCORES = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0' } as const;

/** Rules about who gets in and what they may do then, by how much harm can follow. The others are about files, not security. */
const RULES: Readonly<Record<keyof typeof SCORES, readonly RuleId[]>> = {
  // Strangers get in.
  critical: [
    'wildcard-owner',
    'subject-without-repository',
    'spoofable-template',
    'hyphenated-id-subject',
    'missing-subject-condition',
  ],
  // Others than meant get in, or whoever gets in may do almost everything.
  high: [
    'organization-wide-subject',
    'reusable-audience',
    'missing-audience-condition',
    'set-operator',
    'negated-operator',
    'half-id-pin',
    'unpinned-subject',
    'unbound-context',
    'actor-only',
    'recyclable-name',
    'pull-request-write-access',
    'administrator-access',
    'self-escalation',
    'secret-in-backend',
  ],
  // Somebody who may do little may do more than meant.
  medium: [
    'repository-wide-subject',
    'pull-request-secret-access',
    'unknown-policy-content',
    'mixed-trust-levels',
    'merge-queue-any-writer',
    'unanchored-pattern',
    'movable-workflow-ref',
    'weakens-environment',
    'unmanaged-environment',
    'unprotected-environment',
    'environment-open-to-all-branches',
    'stray-deployment-policy',
  ],
  low: ['admins-can-bypass', 'default-branch-triggers', 'long-session'],
};

/** The score of a rule as GitHub reads it, from `0.0` to `10.0`; nothing for a rule that is not about security. */
export function securitySeverity(rule: RuleId): string | undefined {
  const band = (Object.keys(SCORES) as (keyof typeof SCORES)[]).find((each) => RULES[each].includes(rule));
  return band && SCORES[band];
}
