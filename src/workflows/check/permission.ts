import { type Location, child, isWritten, location } from '../../diagnostics/source';
import type { WorkflowJob, Workflow } from '../read/workflow';
import type { JobRun } from '../runs/job-runs';
import type { LoginFault } from './login-verdict';

/** Whether a job may ask for a token; a caller that is not known may give or refuse it. */
export function hasToken({ permissions, job, workflow, run, caller }: JobRun): boolean | 'unknown' {
  const isInherited = job.permissions === undefined && workflow.permissions === undefined;
  if (run.event === 'workflow_call' && !caller && isInherited) return 'unknown';
  return permissions.idToken;
}

/** What keeps a job from asking for a token: its own list of permissions, its workflow's, none at all, or its caller. */
export function tokenFault(jobRun: JobRun): LoginFault {
  const { job, workflow, caller } = jobRun;
  if (caller && !caller.permissions.idToken) {
    const outer = caller.jobRun;
    return {
      rule: 'missing-id-token',
      at: permissionsPlace(outer.workflow, outer.job) ?? outer.job.at,
      message: `\`${outer.job.id}\` calls \`${job.id}\` in ${workflow.path}, which logs in, without \`id-token: write\`\nwhat is called has at most what its caller has: give \`${outer.job.id}\` the permissions \`id-token: write\` and \`contents: read\``,
      related: [{ message: 'the job that logs in', at: job.at }],
    };
  }
  return {
    rule: 'missing-id-token',
    at: permissionsPlace(workflow, job) ?? job.at,
    message: `\`${job.id}\` logs in without \`id-token: write\`, so that GitHub gives it no token\nadd to the job: \`permissions: { id-token: write, contents: read }\``,
  };
}

/** Where the permissions of a job are listed: in the job, else in its workflow; nothing if nowhere. */
export function permissionsPlace(workflow: Workflow, job: WorkflowJob): Location | undefined {
  const root = location(workflow.source);
  return [child(root, 'jobs', job.id, 'permissions'), child(root, 'permissions')].find(isWritten);
}
