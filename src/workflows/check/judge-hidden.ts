import { type Location, child, location } from '../../diagnostics/source';
import { nearest } from '../../diagnostics/suggest';
import { contextsOf } from '../expression/template';
import type { WorkflowCall } from '../read/workflow';
import type { AskedRole } from './asked-role';
import { type LoginVerdict, NOTHING, fails } from './login-verdict';
import { type LoginStep, inputPlace } from './logins';
import { quoted } from './quoted';
import type { RepositoryAccess } from './repository-roles';

/** What is to be expected where the role is read from a variable that the job does not see. */
export function judgeHidden(
  { variable, environments }: AskedRole & { kind: 'hidden' },
  login: LoginStep,
  { environments: known }: RepositoryAccess,
): LoginVerdict {
  const { jobRun, environment } = login;
  const of = `\`${variable}\` is a variable of ${quoted(environments, 'the environment')}`;
  const passed = passedAt(login, variable);
  if (passed) return passedInVain(variable, environments, passed);
  if (environment !== undefined && !known.has(environment.toLowerCase())) {
    const best = nearest(environment, environments);
    return fails('unknown-environment', NOTHING, {
      rule: 'unknown-environment',
      at: jobRun.job.environmentAt,
      message: `nothing knows the environment \`${environment}\`, so that \`${variable}\` is empty in it\n${best === undefined ? of : `did you mean \`${best}\`?`}`,
    });
  }
  const job = environment === undefined ? 'the job names no environment' : `the job is in \`${environment}\``;
  return fails('variable-out-of-scope', NOTHING, {
    rule: 'variable-out-of-scope',
    at: inputPlace(login, 'role-to-assume'),
    message: `${of}, and ${job}\nname the environment in the job, or publish the variable with \`scope: repository\``,
  });
}

/** What is to be expected where a job that calls a workflow passes a variable that it does not see. */
export function passedInVain(variable: string, environments: readonly string[], at: Location): LoginVerdict {
  return fails('variable-out-of-scope', NOTHING, {
    rule: 'variable-out-of-scope',
    at,
    message: `\`${variable}\` is a variable of ${quoted(environments, 'the environment')}, and a job that calls a workflow is in none\nread it in the called job, with the environment named there, or publish the variable with \`scope: repository\``,
  });
}

/** Where a caller reads the variable to pass it, the nearest to the login. */
function passedAt({ jobRun }: LoginStep, variable: string): Location | undefined {
  for (let { caller } = jobRun; caller; { caller } = caller) {
    const { job, workflow } = caller;
    const at = job.call && passedIn(job.call, variable, child(location(workflow.source), 'jobs', job.id));
    if (at) return at;
  }
  return undefined;
}

function passedIn(call: WorkflowCall, variable: string, at: Location): Location | undefined {
  for (const key of ['with', 'secrets'] as const) {
    const [name] = [...call[key]].find(([, text]) => reads(text, variable)) ?? [];
    if (name !== undefined) return child(at, key, name);
  }
  return undefined;
}

function reads(text: string, variable: string): boolean {
  return contextsOf(text).some((context) => context.toLowerCase() === `vars.${variable.toLowerCase()}`);
}
