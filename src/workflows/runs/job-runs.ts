import type { TokenRepository } from '../../jobs/repository';
import { textOf } from '../expression/coerce';
import type { Lookup } from '../expression/evaluate';
import { evaluateText } from '../expression/template';
import type { Evaluated, Unknown, Value } from '../expression/value';
import { type Permissions, effective } from '../read/permissions';
import type { Workflow, WorkflowJob } from '../read/workflow';
import { isMap } from '../read/yaml-values';
import { type Condition, both, conditionOf, outlivesSkipped } from './condition';
import { type Contexts, lookupIn } from './contexts';
import { type Inputs, passedInputs, passedSecrets, startInputs } from './inputs';
import { type Combination, combinationsOf } from './matrix';
import type { Run } from './runs';

/** What the workflows of a repository are read against. */
export interface WorkflowWorld {
  readonly repository: TokenRepository;
  /** A workflow of the repository by its path. */
  readonly workflow: (path: string) => Workflow | undefined;
  /** The value of a variable for a job in this environment, or in none, where it can be told. */
  readonly variable: (name: string, environment: string | undefined) => string | undefined;
}

/** A job in one kind of run and one combination of its matrix. */
export interface JobRun {
  /** The names of its callers and its own, as GitHub shows them: `deploy`, `release / deploy`. */
  readonly name: string;
  readonly job: WorkflowJob;
  /** The workflow that defines it. */
  readonly workflow: Workflow;
  /** The workflow that was started. */
  readonly started: Workflow;
  readonly run: Run;
  /** Never false. */
  readonly condition: Condition;
  /** What it has of its own token's permissions, and what its caller has. */
  readonly permissions: Permissions;
  readonly caller?: { readonly permissions: Permissions; readonly jobRun: JobRun };
  /** What its expressions read, apart from its environment's variables. */
  readonly contexts: Contexts;
  /** The name of its environment, the empty text for none; or what it depends on. */
  readonly environment: { readonly known: string } | Unknown;
}

/** GitHub nests no more calls. https://docs.github.com/en/actions/reference/workflows-and-actions/reusing-workflow-configurations */
const MAX_DEPTH = 10;

/** How many jobs of a workflow are still looked at: calls of calls, each with a matrix, can be more than any memory holds. */
export interface Room {
  left: number;
}

/**
 * All jobs that a run of a workflow starts, those of called workflows of the repository among them, as long as there is room.
 */
export function jobRunsOf(started: Workflow, run: Run, world: WorkflowWorld, room: Room): readonly JobRun[] {
  return startInputs(run.event, run.trigger).flatMap((inputs) =>
    walk(started, { started, run, world, room, inputs, secrets: new Map(), condition: true, path: [] }),
  );
}

interface Walk {
  readonly started: Workflow;
  readonly run: Run;
  readonly world: WorkflowWorld;
  readonly room: Room;
  readonly inputs: Inputs;
  readonly secrets: Inputs;
  readonly condition: Condition;
  readonly path: readonly string[];
  readonly caller?: JobRun['caller'];
}

function walk(workflow: Workflow, walked: Walk): readonly JobRun[] {
  const { room } = walked;
  const needed = neededConditions(workflow, (job) => lookupIn(contextsOf(workflow, job, undefined, walked)));
  return workflow.jobs.flatMap((job) => {
    const condition = both(walked.condition, needed(job));
    if (condition === false || room.left < 0) return [];
    const matrix = evaluateDeep(job.matrix ?? null, lookupIn(contextsOf(workflow, job, undefined, walked)));
    return combinationsOf(matrix).flatMap((combination) => {
      if (room.left-- <= 0) return [];
      return expand(jobRunOf(workflow, job, combination, condition, walked), walked);
    });
  });
}

function jobRunOf(
  workflow: Workflow,
  job: WorkflowJob,
  combination: Combination,
  condition: Condition,
  { started, run, world, inputs, secrets, path, caller }: Walk,
): JobRun {
  const contexts = contextsOf(workflow, job, combination, { run, world, inputs, secrets });
  return {
    name: [...path, job.id].join(' / '),
    job,
    workflow,
    started,
    run,
    condition,
    permissions: effective(job.permissions, workflow.permissions, caller?.permissions),
    caller,
    contexts,
    environment: environmentOf(job.environment ?? '', lookupIn(contexts)),
  };
}

/** A number is a name, too; of what else may stand there nobody has said what GitHub makes of it. */
function environmentOf(text: string, lookup: Lookup): JobRun['environment'] {
  const value = evaluateText(text, lookup);
  if (!('known' in value)) return value;
  const isName = value.known === null || typeof value.known === 'string' || typeof value.known === 'number';
  return isName ? { known: textOf(value.known) } : { unknown: [text] };
}

function contextsOf(
  workflow: Workflow,
  job: WorkflowJob,
  matrix: Combination,
  { run, world, inputs, secrets }: Pick<Walk, 'run' | 'world' | 'inputs' | 'secrets'>,
): Contexts {
  const variable = (name: string) => world.variable(name, undefined);
  return {
    repository: world.repository,
    run,
    workflow,
    inputs,
    secrets,
    matrix,
    env: [workflow.env, job.env],
    variable,
  };
}

/** The job itself, or the jobs of the workflow that it calls. */
function expand(jobRun: JobRun, walked: Walk): readonly JobRun[] {
  const { call } = jobRun.job;
  const called = call?.uses.startsWith('./') ? walked.world.workflow(call.uses.slice(2)) : undefined;
  const trigger = called?.triggers.find(({ event }) => event === 'workflow_call');
  if (!call || !called || !trigger || walked.path.length + 1 >= MAX_DEPTH) return [jobRun];
  const lookup = lookupIn(jobRun.contexts);
  return walk(called, {
    ...walked,
    inputs: passedInputs(trigger, call.with, lookup),
    secrets: passedSecrets(call.secrets, lookup),
    condition: jobRun.condition,
    path: [...walked.path, jobRun.job.id],
    caller: { permissions: jobRun.permissions, jobRun },
  });
}

/** Whether a job's condition and those of the jobs that it needs hold: one that is skipped takes with it what needs it. */
function neededConditions(workflow: Workflow, lookupOf: (job: WorkflowJob) => Lookup): (job: WorkflowJob) => Condition {
  const byId = new Map(workflow.jobs.map((job) => [job.id, job]));
  const known = new Map<WorkflowJob, Condition>();
  const conditionFor = (job: WorkflowJob): Condition => {
    const before = known.get(job);
    if (before !== undefined) return before;
    const own = conditionOf(job.condition, lookupOf(job));
    known.set(job, own);
    if (own === false || outlivesSkipped(job.condition)) return own;
    const all = job.needs.reduce<Condition>((sofar, id) => {
      const other = byId.get(id);
      return other ? both(sofar, conditionFor(other)) : sofar;
    }, own);
    known.set(job, all);
    return all;
  };
  return conditionFor;
}

/** Evaluates all texts of a value; what holds one that is not known is not known as a whole. */
function evaluateDeep(value: unknown, lookup: Lookup): Evaluated {
  if (typeof value === 'string') return evaluateText(value, lookup);
  if (Array.isArray(value))
    return joined(
      (value as readonly unknown[]).map((item) => evaluateDeep(item, lookup)),
      (all) => all,
    );
  if (!isMap(value)) return { known: typeof value === 'number' || typeof value === 'boolean' ? value : null };
  const entries = Object.entries(value);
  return joined(
    entries.map(([, item]) => evaluateDeep(item, lookup)),
    (all) => new Map(entries.map(([key], i) => [key, all[i] ?? null])),
  );
}

function joined(parts: readonly Evaluated[], make: (values: readonly Value[]) => Value): Evaluated {
  const values = parts.flatMap((part) => ('known' in part ? [part.known] : []));
  if (values.length === parts.length) return { known: make(values) };
  return { unknown: parts.flatMap((part) => ('known' in part ? [] : part.unknown)) };
}
