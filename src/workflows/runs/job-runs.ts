import type { TokenRepository } from '../../jobs/repository';
import { textOf } from '../expression/coerce';
import type { Lookup } from '../expression/evaluate';
import { evaluateText } from '../expression/template';
import type { Evaluated, Unknown, Value } from '../expression/value';
import { type DefaultPermissions, type Excess, type Held, excessOf } from '../read/permissions';
import { isSameRepository, usesTarget } from '../read/uses';
import type { Workflow, WorkflowJob } from '../read/workflow';
import { isMap } from '../read/yaml-values';
import { type Condition, both, conditionOf } from './condition';
import { type Contexts, lookupIn } from './contexts';
import { type Inputs, passedInputs, passedSecrets, startInputs } from './inputs';
import { type Combination, combinationsOf } from './matrix';
import type { Run } from './runs';

/** What the workflows of a repository are read against. */
export interface WorkflowWorld {
  readonly repository: TokenRepository;
  /** What a workflow calls, as far as its repository's files are known. */
  readonly called: (uses: string, from: Workflow) => Workflow | undefined;
  readonly defaultPermissions: DefaultPermissions;
  /** The value of a variable for a job in this environment, or in none, where it can be told. */
  readonly variable: (name: string, environment: string | undefined) => string | undefined;
  /** What a secret that is set by hand holds, by its name in capitals, where the bindings say it. */
  readonly secret: (name: string) => string | undefined;
  /** Whether only environments have a variable of that name, so that it is empty outside of them. */
  readonly isHidden: (name: string) => boolean;
}

/** A job in one kind of run and one combination of its matrix. */
export interface JobRun {
  /** The names of its callers and its own, as GitHub shows them: `deploy`, `release / deploy`. */
  readonly name: string;
  readonly job: WorkflowJob;
  /** The workflow that defines it. */
  readonly workflow: Workflow;
  /** Where that is, as `OWNER/NAME/PATH@REF`: all that it may be; absent if it is not known. */
  readonly workflowRefs?: readonly string[];
  /** The workflow that was started. */
  readonly started: Workflow;
  readonly run: Run;
  /** Never false. */
  readonly condition: Condition;
  /** What its own token may do. */
  readonly permissions: Held;
  /** What it asks for and its caller has not. */
  readonly excess?: Excess;
  /** The job that calls its workflow. */
  readonly caller?: JobRun;
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
  /** Jobs that are skipped because a condition reads a variable that only an environment has. */
  readonly skipped: Pick<JobRun, 'workflow' | 'job'>[];
  /** Jobs that ask for more than their caller has, for certain, so that GitHub refuses the run. */
  readonly beyond: JobRun[];
}

/** Room for so many jobs. */
export function roomFor(jobs: number): Room {
  return { left: jobs, skipped: [], beyond: [] };
}

/**
 * All jobs that a run of a workflow starts, those of called workflows of the repository among them, as long as there is room.
 */
export function jobRunsOf(started: Workflow, run: Run, world: WorkflowWorld, room: Room): readonly JobRun[] {
  return startInputs(run.event, run.trigger).flatMap((inputs) =>
    walk(started, {
      started,
      run,
      world,
      room,
      inputs,
      secrets: new Map(),
      condition: true,
      path: [],
      refs: run.ref === undefined ? undefined : [run.ref],
      repository: `${world.repository.owner}/${world.repository.name}`,
    }),
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
  /** The repository whose workflow is walked, as its caller spells it, and where in it that is. */
  readonly repository: string;
  readonly refs?: readonly string[];
  readonly caller?: JobRun;
}

function walk(workflow: Workflow, walked: Walk): readonly JobRun[] {
  const { room, world } = walked;
  const contexts = (job: WorkflowJob) => contextsOf(workflow, job, undefined, walked);
  const whenSeen = conditionsIn(workflow, (job) => lookupIn(contexts(job)));
  const conditionFor = conditionsIn(workflow, (job) => lookupIn(withoutHidden(contexts(job), world)));
  return workflow.jobs.flatMap((job) => {
    const condition = both(walked.condition, conditionFor(job));
    if (condition === false && both(walked.condition, whenSeen(job)) !== false) room.skipped.push({ workflow, job });
    if (condition === false || room.left < 0) return [];
    const matrix = evaluateDeep(job.matrix ?? null, lookupIn(contextsOf(workflow, job, undefined, walked)));
    return combinationsOf(matrix).flatMap((combination) => {
      if (room.left-- <= 0) return [];
      const jobRun = jobRunOf(workflow, job, combination, condition, walked);
      if (jobRun.excess?.isCertain) room.beyond.push(jobRun);
      return expand(jobRun, walked);
    });
  });
}

function jobRunOf(
  workflow: Workflow,
  job: WorkflowJob,
  combination: Combination,
  condition: Condition,
  { started, run, world, inputs, secrets, path, caller, repository, refs }: Walk,
): JobRun {
  const wanted = job.permissions ?? workflow.permissions;
  const isOfOwner = isSameOwner(repository, world.repository.owner);
  const contexts = contextsOf(workflow, job, combination, { run, world, inputs, secrets, caller });
  return {
    name: [...path, job.id].join(' / '),
    job,
    workflow,
    started,
    run,
    condition,
    workflowRefs: refs?.map((ref) => `${repository}/${workflow.path}@${ref}`),
    permissions: wanted ?? caller?.permissions ?? 'default',
    excess: excessOf(wanted, caller?.permissions, isOfOwner ? world.defaultPermissions : 'read'),
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
  { run, world, inputs, secrets, caller }: Pick<Walk, 'run' | 'world' | 'inputs' | 'secrets' | 'caller'>,
): Contexts {
  const variable = (name: string) => world.variable(name, undefined);
  return {
    repository: world.repository,
    run,
    workflow,
    inputs,
    secrets,
    // Of the repository's own secrets a called workflow has those that are passed to it, or all if it inherits them.
    secret: caller === undefined || caller.job.call?.inheritsSecrets ? world.secret : () => undefined,
    matrix,
    env: [workflow.env, job.env],
    variable,
  };
}

/** What the condition of a job reads: it is decided before the job enters its environment. */
function withoutHidden(contexts: Contexts, { isHidden }: WorkflowWorld): Contexts {
  return { ...contexts, variable: (name) => contexts.variable(name) ?? (isHidden(name) ? '' : undefined) };
}

/** The job itself, or the jobs of the workflow that it calls. */
function expand(jobRun: JobRun, walked: Walk): readonly JobRun[] {
  const { call } = jobRun.job;
  const called = call && walked.world.called(call.uses, jobRun.workflow);
  const trigger = called?.triggers.find(({ event }) => event === 'workflow_call');
  if (!call || !called || !trigger || walked.path.length + 1 >= MAX_DEPTH) return [jobRun];
  const lookup = lookupIn(jobRun.contexts);
  return walk(called, {
    ...walked,
    inputs: passedInputs(trigger, call.with, lookup),
    secrets: passedSecrets(call.secrets, lookup),
    condition: jobRun.condition,
    path: [...walked.path, jobRun.job.id],
    ...definedAt(call.uses, walked),
    caller: jobRun,
  });
}

/** Where a called workflow is; a version that is no commit may be a branch or a tag. */
function definedAt(uses: string, { repository, refs }: Walk): Pick<Walk, 'repository' | 'refs'> {
  const target = usesTarget(uses);
  if (target?.repository === undefined) return { repository, refs };
  const { version = '' } = target;
  const isWhole = /^[0-9a-f]{40}$/.test(version) || version.startsWith('refs/');
  return {
    repository: target.repository,
    refs: isWhole ? [version] : [`refs/heads/${version}`, `refs/tags/${version}`],
  };
}

function isSameOwner(repository: string, owner: string): boolean {
  return isSameRepository(repository.split('/', 1)[0] ?? '', owner);
}

/**
 * Whether jobs run: by their own conditions and by the jobs that they need. Unless its condition says otherwise, one that is skipped
 * takes with it all that need it, however many jobs lie between.
 */
function conditionsIn(workflow: Workflow, lookupOf: (job: WorkflowJob) => Lookup): (job: WorkflowJob) => Condition {
  const byId = new Map(workflow.jobs.map((job) => [job.id.toLowerCase(), job]));
  const known = new Map<WorkflowJob, Condition>();
  const wellBefore = new Map<WorkflowJob, Condition>();
  const neededBy = (job: WorkflowJob) => job.needs.flatMap((id) => byId.get(id.toLowerCase()) ?? []);
  const allBefore = (job: WorkflowJob): Condition => {
    const before = wellBefore.get(job);
    if (before !== undefined) return before;
    wellBefore.set(job, true);
    const all = neededBy(job).reduce<Condition>(
      (sofar, each) => both(sofar, both(conditionFor(each), allBefore(each))),
      true,
    );
    wellBefore.set(job, all);
    return all;
  };
  const conditionFor = (job: WorkflowJob): Condition => {
    const before = known.get(job);
    if (before !== undefined) return before;
    known.set(job, true);
    const jobs = new Map(neededBy(job).map((each) => [each.id.toLowerCase(), conditionFor(each)]));
    const condition = conditionOf(job.condition, lookupOf(job), { jobs, all: allBefore(job) });
    known.set(job, condition);
    return condition;
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
