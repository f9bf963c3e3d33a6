import { type ChangeRuleId, changeRules } from './change-rules';
import { type CloudFormationFindingId, cloudFormationFindings } from './cloudformation-findings';
import type { Severity } from './diagnostic';
import { type FileErrorId, fileErrors } from './file-errors';
import { type LintRuleId, lintRules } from './lint-rules';
import { type LockFindingId, lockFindings } from './lock-findings';
import { type WorkflowRuleId, workflowRules } from './workflow-rules';

/**
 * The id of a file error, a lint rule, a rule about changes, or a finding of `lock`, `check-workflows` or `cloudformation`. The ids
 * are API: scripts and waivers name them.
 */
export type RuleId = FileErrorId | LintRuleId | ChangeRuleId | LockFindingId | WorkflowRuleId | CloudFormationFindingId;

/** What is known of every rule. */
export interface RuleInfo {
  /** In one sentence what it reports. */
  readonly summary: string;
  readonly severity: Severity;
  /** Whether a comment in the file can waive it. */
  readonly waivable: boolean;
}

/** Every rule once. */
export const catalogue: ReadonlyMap<RuleId, RuleInfo> = new Map<string, RuleInfo>([
  ...Object.entries(fileErrors).map(([id, summary]): Entry => [id, { summary, severity: 'error', waivable: false }]),
  ...Object.entries(lintRules),
  ...Object.entries(changeRules),
  ...Object.entries(workflowRules),
  ...Object.entries({ ...lockFindings, ...cloudFormationFindings }).map(([id, info]): Entry => [
    id,
    { ...info, waivable: false },
  ]),
]) as ReadonlyMap<RuleId, RuleInfo>;

type Entry = readonly [id: string, info: RuleInfo];

/** Whether a text is the id of a rule. */
export function isRuleId(text: string): text is RuleId {
  return catalogue.has(text as RuleId);
}

/** Where the documentation explains a rule, relative to the root of the project. */
export function helpUrl(rule: RuleId): string {
  return `docs/rules/${rule}.md`;
}
