import type { Repository } from '../../access-plan/github/repositories';
import type { ResolvedEntry } from '../../access-plan/trust/resolved-entry';
import { type ClaimText, isPattern, written } from '../../oidc/claim-text';
import type { Rule } from '../rule';
import { fits } from '../subject-text';
import { type PlacedText, placedContexts, segmentTexts, trustEntries } from '../trusted';

/**
 * Jobs of many events have the default branch as their ref, and so its subject: of some that people without write access cause.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
export const defaultBranchTriggers: Rule = {
  id: 'default-branch-triggers',
  check({ access }, report) {
    for (const resolved of trustEntries(access)) {
      if (OF_WORKFLOW.some((claim) => resolved.required.has(claim))) continue;
      for (const { text, at } of refsOf(resolved)) {
        for (const repository of resolved.repositories) {
          const branch = repository.locked?.defaultBranch;
          if (branch === undefined || !fits(text, `refs/heads/${branch}`)) continue;
          const severity = repository.locked?.visibility === 'public' ? 'warning' : 'info';
          report(at, message(branch, text, repository), { severity });
        }
      }
    }
  },
};

/** Claims that say which workflow, or which event, a job is of. */
const OF_WORKFLOW = [
  'event_name',
  'job_workflow_ref',
  'job_workflow_sha',
  'workflow',
  'workflow_ref',
  'workflow_sha',
] as const;

/** The refs whose subjects are trusted. */
function refsOf(resolved: ResolvedEntry): readonly PlacedText[] {
  const isOfBranches = resolved.entry.branch !== undefined || resolved.entry.branch_pattern !== undefined;
  const contexts = isOfBranches ? placedContexts(resolved) : [];
  return [
    ...contexts.flatMap(({ value, at }) => (value.ref ? [{ text: value.ref, at }] : [])),
    ...segmentTexts(resolved, 'ref'),
  ];
}

function message(branch: string, text: ClaimText, { locked }: Repository): string {
  const isPublic = locked?.visibility === 'public';
  const value = `\`${branch}\``;
  const subject = isPattern(text) ? `\`${written(text).replace(/^refs\/heads\//, '')}\` fits ${value},` : `${value} is`;
  return [
    `${subject} the default branch${isPublic ? ' of a public repository' : ''}: jobs for \`pull_request_target\`, \`issue_comment\` and \`workflow_run\`, which ${isPublic ? 'anybody' : 'people without write access'} can cause, have its subject too`,
    'trust an `environment` with reviewers, or require the one workflow that is meant: `claims: { job_workflow_ref: … }`',
  ].join('\n');
}
