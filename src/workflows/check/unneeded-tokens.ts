import { judge } from '../../jobs/verdict';
import { usesTarget } from '../read/uses';
import type { Step, Workflow } from '../read/workflow';
import { type JobRun, roomFor } from '../runs/job-runs';
import { jobOf, jobTokens } from './job-tokens';
import { type CheckWorld, startedJobs } from './login-rows';
import type { LoginFault } from './login-verdict';
import { loginSteps } from './logins';
import { hasToken, permissionsPlace } from './permission';
import { quoted } from './quoted';

/** More runs of a workflow are not looked at. */
const MAX_JOBS = 1000;

/** Actions and scripts that ask for a token for something else than AWS. */
const USES_TOKEN =
  /attest|pypi|cosign|sigstore|auth|login|pages|codecov|vault|slsa|oidc|provenance|npm publish|id_token|web-identity|credentials/i;

/**
 * Jobs without a login whose token a role would let in, because the workflow or the caller gives `id-token: write` to all.
 * https://docs.github.com/en/actions/reference/security/oidc#required-permission
 */
export function unneededTokens(workflow: Workflow, world: CheckWorld): readonly LoginFault[] {
  if (!/id-token|write-all/.test(workflow.source.text)) return [];
  const found = new Map<string, LoginFault>();
  for (const jobRun of startedJobs(workflow, world, roomFor(MAX_JOBS)).flat()) {
    if (found.has(jobRun.name) || !isSuspect(jobRun, world)) continue;
    const roles = admitting(jobRun, world);
    if (roles.length > 0) found.set(jobRun.name, faultOf(jobRun, roles));
  }
  return [...found.values()];
}

function isSuspect(jobRun: JobRun, world: CheckWorld): boolean {
  const { job, environment } = jobRun;
  if (job.permissions || job.call || hasToken(jobRun) !== true || job.steps.some(usesToken)) return false;
  const name = 'known' in environment ? environment.known || undefined : undefined;
  return loginSteps(jobRun, name, world, world.findAction).length === 0;
}

function usesToken({ uses = '', run = '' }: Step): boolean {
  return USES_TOKEN.test(uses) || USES_TOKEN.test(run);
}

function admitting(jobRun: JobRun, { access }: CheckWorld): readonly string[] {
  const environment = 'known' in jobRun.environment ? jobRun.environment.known || undefined : undefined;
  const tokens = jobTokens(jobRun, access, jobOf(jobRun, environment));
  const roles = access.own.filter(({ plan }) => {
    const policy = access.roleOf(plan.arn)?.policy;
    return policy && judge(policy, tokens, access.issuer.host).decision === 'allowed';
  });
  return [...new Set(roles.map(({ plan }) => plan.binding))];
}

function faultOf({ job, workflow, caller }: JobRun, roles: readonly string[]): LoginFault {
  const unpinned = job.steps.flatMap(({ uses = '' }) => {
    const target = usesTarget(uses);
    return target?.version !== undefined && !/^[0-9a-f]{40}$/.test(target.version) ? [uses] : [];
  });
  const granted = permissionsPlace(workflow, job) ?? (caller && permissionsPlace(caller.workflow, caller.job));
  const [first] = unpinned;
  return {
    rule: 'unneeded-id-token',
    ...(first === undefined ? {} : { severity: 'warning' as const }),
    at: job.at,
    message: `\`${job.id}\` does not log in, and its token would be let in by ${quoted(roles)}${first === undefined ? '' : `: \`${first}\`, which can be moved to other code, could use it`}\ngive \`id-token: write\` to the jobs that log in alone, in their own \`permissions\``,
    related: granted ? [{ message: 'it is given to all jobs here', at: granted }] : [],
  };
}
