import { contextsOf } from '../expression/template';
import { hasContents } from '../read/permissions';
import type { Step } from '../read/workflow';
import type { JobRun } from '../runs/job-runs';
import { actionOf } from './logins';
import type { LoginRow } from './login-rows';
import type { LoginFault } from './login-verdict';
import { permissionsPlace } from './permission';

/** What there is to say about a login beside its verdict: by what starts it, and what else its job needs. */
export function runFindings(row: LoginRow, visibility: string | undefined): readonly LoginFault[] {
  const { jobRun, verdict } = row;
  const { run } = jobRun;
  return [
    ...(run.event === 'pull_request' && verdict === 'works' && !isGuarded(row) ? [ofForks(jobRun)] : []),
    ...(run.event === 'pull_request_target' ? [ofTargets(jobRun, visibility)] : []),
    ...(lacksContents(jobRun) && visibility !== 'public' ? [ofContents(jobRun)] : []),
  ];
}

/** Whether a condition keeps out those who get no token. */
function isGuarded({ jobRun, login }: LoginRow): boolean {
  const conditions = [jobRun.job.condition, login?.step.condition, jobRun.caller?.job.condition];
  return conditions.some(
    (condition) =>
      condition !== undefined &&
      contextsOf(condition).some((context) => /^github\.(event\.pull_request\.(head|user)|actor)\b/i.test(context)),
  );
}

function ofForks({ job, run }: JobRun): LoginFault {
  return {
    rule: 'fork-pull-request',
    at: run.trigger.at,
    message: `\`${job.id}\` logs in for pull requests: those from forks get no token, and those by Dependabot may get none\nskip the job for them: \`if: github.event.pull_request.head.repo.full_name == github.repository && github.actor != 'dependabot[bot]'\``,
  };
}

function ofTargets({ job, run }: JobRun, visibility: string | undefined): LoginFault {
  const blocked =
    visibility === 'public'
      ? '\nfrom 2026-12-02 GitHub does not run it in public repositories, unless they allow it'
      : '';
  return {
    rule: 'pull-request-target-login',
    at: run.trigger.at,
    message: `\`${job.id}\` logs in on \`pull_request_target\`, which strangers can start, with the rights of the default branch\nlog in on \`pull_request\`, or never run what the pull request brings${blocked}`,
  };
}

function lacksContents({ job, permissions }: JobRun): boolean {
  const isOwnToken = ({ with: inputs }: Step) => !['token', 'ssh-key', 'repository'].some((name) => inputs.has(name));
  return (
    !hasContents(permissions) &&
    job.steps.some((step) => step.uses !== undefined && actionOf(step.uses) === 'actions/checkout' && isOwnToken(step))
  );
}

function ofContents({ job, workflow }: JobRun): LoginFault {
  return {
    rule: 'missing-contents-permission',
    at: permissionsPlace(workflow, job) ?? job.at,
    message: `\`${job.id}\` checks code out without \`contents: read\`, which a list of permissions takes away unless it names it\nadd \`contents: read\` to the list`,
  };
}
