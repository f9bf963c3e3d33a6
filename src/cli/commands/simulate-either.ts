import type { ExitCode } from '../exit-code';
import { UnusablePath } from '../files';
import { type SimulateOptions, simulate } from './simulate';
import { type SimulateJobOptions, simulateJob } from './simulate-job';

/** Options of `simulate` in either form. */
export type SimulateEitherOptions = Partial<SimulateOptions> & SimulateJobOptions;

/** Options that say what the job is, so that they go with bindings and not with a policy. */
const OF_JOBS = [
  'repository',
  'environment',
  'branch',
  'tag',
  'pullRequest',
  'mergeQueue',
  'event',
  'workflowRef',
  'claim',
  'token',
  'bindings',
  'lock',
] as const;

/** `simulate`: for a job by all roles of the bindings, or for a token by one policy. */
export function simulateEither(options: SimulateEitherOptions): ExitCode {
  const { policy, claims } = options;
  const ofJob = OF_JOBS.filter((name) => options[name] !== undefined);
  if (policy === undefined && claims === undefined) {
    if (options.repository === undefined && options.token === undefined)
      throw new UnusablePath('give --repository, or --policy with --claims (see simulate --help)');
    return simulateJob(options);
  }
  if (policy === undefined || claims === undefined) throw new UnusablePath('--policy and --claims go together');
  if (ofJob.length > 0) throw new UnusablePath(`--${kebab(ofJob[0] ?? '')} goes with bindings, and not with --policy`);
  return simulate({ ...options, policy, claims });
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
