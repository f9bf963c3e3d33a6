import { type Location, child, isWritten, location } from '../../diagnostics/source';
import { hasIdToken } from '../read/permissions';
import type { WorkflowJob, Workflow } from '../read/workflow';
import type { JobRun } from '../runs/job-runs';
import type { LoginFault } from './login-verdict';

/** Whether a job may ask for a token; a caller that is not known, or the repository's setting, may give or refuse it. */
export function hasToken(jobRun: JobRun): boolean | 'unknown' {
  const { permissions, job, workflow, run, caller } = jobRun;
  const isInherited = job.permissions === undefined && workflow.permissions === undefined;
  if (run.event === 'workflow_call' && !caller && isInherited) return 'unknown';
  if (!hasIdToken(permissions)) return false;
  const beyond = chainOf(jobRun).flatMap(({ excess }) => (excess && isAboutToken(excess.scope) ? excess : []));
  if (beyond.some(({ isCertain }) => isCertain)) return false;
  return beyond.length === 0 ? true : 'unknown';
}

/** A job and those that call it, from the outermost. */
function chainOf(jobRun: JobRun): readonly JobRun[] {
  return [...(jobRun.caller ? chainOf(jobRun.caller) : []), jobRun];
}

/** Whether a permission is the one to ask for a token, alone or among all. */
export function isAboutToken(scope: string): boolean {
  return scope === 'id-token' || scope === 'all';
}

/** What keeps a job from asking for a token: its own list of permissions, its workflow's, none at all, or its caller. */
export function tokenFault(jobRun: JobRun): LoginFault {
  const { job, workflow } = jobRun;
  const outer = lackingCaller(jobRun);
  if (outer) {
    return {
      rule: 'missing-id-token',
      at: permissionsPlace(outer.workflow, outer.job) ?? outer.job.at,
      message: `\`${job.id}\` in \`${workflow.path}\` logs in, and \`${outer.job.id}\` in \`${outer.workflow.path}\`, which calls it, lacks \`id-token: write\`\nwhat is called has at most what its caller has: ${tokenWayOut(outer, 'the calling job')}`,
      related: [{ message: 'the job that logs in', at: job.at }],
    };
  }
  return {
    rule: 'missing-id-token',
    at: permissionsPlace(workflow, job) ?? job.at,
    message: `\`${job.id}\` logs in without \`id-token: write\`, so GitHub gives it no token\n${tokenWayOut(jobRun, 'the job')}`,
  };
}

/** The outermost of the callers that lack it: those within have no more than that one. */
function lackingCaller(jobRun: JobRun): JobRun | undefined {
  const { job, workflow } = jobRun;
  const refused = chainOf(jobRun).find(({ excess }) => excess?.isCertain && isAboutToken(excess.scope));
  if (refused) return refused.caller;
  if (job.permissions ?? workflow.permissions) return undefined;
  return chainOf(jobRun).find((each) => each !== jobRun && !hasIdToken(each.permissions));
}

/** How a job gets it. A list takes away what it does not name: whoever writes the first has to name what the job had without. */
export function tokenWayOut({ workflow, job }: JobRun, who: string): string {
  return permissionsPlace(workflow, job)
    ? `give ${who} \`id-token: write\` beside the permissions that it has`
    : `add to ${who}: \`permissions: { id-token: write, contents: read }\``;
}

/** Where the permissions of a job are listed: in the job, else in its workflow; nothing if nowhere. */
export function permissionsPlace(workflow: Workflow, job: WorkflowJob): Location | undefined {
  const root = location(workflow.source);
  return [child(root, 'jobs', job.id, 'permissions'), child(root, 'permissions')].find(isWritten);
}
