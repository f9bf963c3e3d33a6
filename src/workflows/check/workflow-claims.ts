import type { JobRun } from '../runs/job-runs';
import type { RepositoryAccess } from './repository-roles';

/** What the started workflow says of itself. */
export function workflowClaims(
  { started, run }: JobRun,
  { repository }: RepositoryAccess,
): ReadonlyMap<string, string> {
  const { owner, name } = repository;
  const file = `${owner}/${name}/${started.path}`;
  return new Map([
    ['workflow', started.name ?? started.path],
    ...(run.ref === undefined ? [] : [['workflow_ref', `${file}@${run.ref}`] as const]),
  ]);
}
