/**
 * On which ref a trigger runs a workflow, where the run does not say otherwise: `pushed` is the branch or tag of the push,
 * `chosen` whatever branch or tag somebody picks, `any` a branch or tag that the event is about.
 */
export type RefKind =
  'pushed' | 'default-branch' | 'pull-request' | 'merge-queue' | 'tag' | 'chosen' | 'any' | 'caller';

const DEFAULT_BRANCH = [
  'branch_protection_rule',
  'check_run',
  'check_suite',
  'delete',
  'discussion',
  'discussion_comment',
  'fork',
  'gollum',
  'image_version',
  'issue_comment',
  'issues',
  'label',
  'milestone',
  'page_build',
  'public',
  'pull_request_target',
  'repository_dispatch',
  'schedule',
  'status',
  'watch',
  'workflow_run',
];

/**
 * Every trigger of a workflow. https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
export const EVENTS: ReadonlyMap<string, RefKind> = new Map<string, RefKind>([
  ['push', 'pushed'],
  ['pull_request', 'pull-request'],
  ['pull_request_review', 'pull-request'],
  ['pull_request_review_comment', 'pull-request'],
  ['merge_group', 'merge-queue'],
  ['release', 'tag'],
  ['workflow_dispatch', 'chosen'],
  ['create', 'any'],
  ['deployment', 'any'],
  ['deployment_status', 'any'],
  ['registry_package', 'any'],
  ['workflow_call', 'caller'],
  ...DEFAULT_BRANCH.map((event) => [event, 'default-branch'] as const),
]);

/** Whether an event's subject ends in `pull_request`: of the reviews of pull requests GitHub does not say. */
export function hasPullRequestSubject(event: string | undefined): boolean | undefined {
  if (event === 'pull_request_review' || event === 'pull_request_review_comment') return undefined;
  return event === 'pull_request';
}
