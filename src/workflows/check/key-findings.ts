import { type Location, child, keyOf, location } from '../../diagnostics/source';
import { judge } from '../../jobs/verdict';
import type { Workflow } from '../read/workflow';
import { jobOf, jobTokens } from './job-tokens';
import { roomFor } from '../runs/job-runs';
import { type CheckWorld, startedJobs } from './login-rows';
import type { LoginFault } from './login-verdict';
import { isStored } from './stored';

/** More runs of a workflow with stored keys are not looked at. */
const MAX_JOBS = 1000;

/** Stored keys, each with the bindings that trust the job already. */
export function keyFindings(workflow: Workflow, world: CheckWorld): readonly LoginFault[] {
  const keys = storedKeys(workflow);
  if (keys.length === 0) return [];
  const { access } = world;
  const started = startedJobs(workflow, world, roomFor(MAX_JOBS)).flat();
  const trusting = (id: string | undefined) => {
    const runs = started
      .filter(({ name }) => id === undefined || name.split(' / ', 1)[0] === id)
      .map((jobRun) => {
        const environment = 'known' in jobRun.environment ? jobRun.environment.known : '';
        return jobTokens(jobRun, access, jobOf(jobRun, environment || undefined));
      });
    const distinct = [...new Map(runs.map((tokens) => [JSON.stringify(tokens), tokens])).values()];
    return access.own.filter(({ plan }) => {
      const policy = access.roleOf(plan.arn)?.policy;
      return distinct.some((tokens) => policy && judge(policy, tokens, access.issuer.host).decision === 'allowed');
    });
  };
  const byJob = new Map([...new Set(keys.map(({ job }) => job))].map((job) => [job, trusting(job)]));
  return keys.map(({ at, job }) =>
    keyFinding(at, [...new Set((byJob.get(job) ?? []).map(({ plan }) => plan.binding))]),
  );
}

interface StoredKey {
  readonly at: Location;
  /** Absent if all jobs of the workflow have it. */
  readonly job?: string;
}

/** Where a workflow uses an access key that is stored: in `env` at each level, in what is passed on, in a script. */
function storedKeys({ source, env, jobs }: Workflow): readonly StoredKey[] {
  const root = location(source);
  const found = [
    { map: env, at: child(root, 'env'), job: undefined },
    ...jobs.flatMap(({ id, env: ofJob, steps, call }) => {
      const at = child(root, 'jobs', id);
      return [
        { map: ofJob, at: child(at, 'env'), job: id },
        ...(call
          ? [
              { map: call.with, at: child(at, 'with'), job: id },
              { map: call.secrets, at: child(at, 'secrets'), job: id },
            ]
          : []),
        ...steps.flatMap((step) => [
          { map: step.env, at: child(step.at, 'env'), job: id },
          { map: step.with, at: child(step.at, 'with'), job: id },
          { map: new Map(step.run === undefined ? [] : [['run', step.run]]), at: step.at, job: id },
        ]),
      ];
    }),
  ];
  return found.flatMap(({ map, at, job }) =>
    [...map]
      .filter(([name, text]) => (/^aws[-_]access[-_]key[-_]id$/i.test(name) && isStored(text)) || KEY_SECRET.test(text))
      .map(([name]) => ({ at: child(at, name), job })),
  );
}

/** Reads a secret that is called an access key. */
const KEY_SECRET = /\$\{\{[^}]*\bsecrets\s*(?:\.|\[\s*')\s*\w*aws_access_key_id/i;

/** What there is to say about a stored key; `instead` are bindings that trust the job. */
function keyFinding(at: Location, instead: readonly string[]): LoginFault {
  const [first] = instead;
  const wayOut =
    first === undefined
      ? 'let a binding trust the job, and log in by its role (`npx oidc-bindings init`)'
      : `${instead.length > 1 ? 'the bindings' : 'the binding'} ${instead.map((name) => `\`${name}\``).join(', ')} ${instead.length > 1 ? 'trust' : 'trusts'} this job already: \`npx oidc-bindings workflow ${first}\` prints a job that logs in by it`;
  return {
    rule: 'long-lived-keys',
    at: keyOf(at),
    message: `an access key is stored here, which works for whoever reads it, from anywhere and without end\n${wayOut}`,
  };
}
