import type { Job } from '../../jobs/job';
import { type JobToken, tokensOf } from '../../jobs/token';
import type { JobRun } from '../runs/job-runs';
import type { RepositoryAccess } from './repository-roles';

/** A job run as far as its token tells of it, with the job in this environment or in none. */
export function jobOf({ run }: JobRun, environment: string | undefined): Job {
  return { event: run.event, ref: run.ref, environment };
}

/** The tokens that GitHub may issue to a job of a job run. */
export function jobTokens(jobRun: JobRun, access: RepositoryAccess, job: Job): readonly JobToken[] {
  const claims = workflowClaims(jobRun, access);
  return (jobRun.workflowRefs ?? [undefined]).flatMap((workflowRef) =>
    tokensOf({ ...job, workflowRef }, access.repository, access.issuer, claims),
  );
}

/** What the started workflow says of itself. */
function workflowClaims({ started, run }: JobRun, { repository }: RepositoryAccess): ReadonlyMap<string, string> {
  const { owner, name } = repository;
  const file = `${owner}/${name}/${started.path}`;
  return new Map([
    ['workflow', started.name ?? started.path],
    ...(run.ref === undefined ? [] : [['workflow_ref', `${file}@${run.ref}`] as const]),
  ]);
}
