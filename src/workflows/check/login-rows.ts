import { comparedWith } from '../expression/template';
import type { Trigger, Workflow, WorkflowJob } from '../read/workflow';
import { type JobRun, type Room, type WorkflowWorld, jobRunsOf } from '../runs/job-runs';
import { type NamedRefs, type Run, runsOf } from '../runs/runs';
import { judgeCall } from './judge-call';
import { type LoginWorld, judgeLogin } from './judge-login';
import type { LoginVerdict } from './login-verdict';
import { type FindAction, type LoginStep, loginSteps } from './logins';
import type { Location } from '../../diagnostics/source';
import { refsOf } from './repository-roles';
import { summed } from './summed';

/** One login in one kind of run, and what is to be expected of it. */
export interface LoginRow extends LoginVerdict {
  readonly jobRun: JobRun;
  readonly at: Location;
  /** The step, where it is one. */
  readonly login?: LoginStep;
}

/** What all workflows of a repository are checked against. */
export interface CheckWorld extends LoginWorld, WorkflowWorld {
  readonly findAction: FindAction;
  /** Whether a workflow is called by another one of the repository. */
  readonly isCalled: (workflow: Workflow) => boolean;
}

/** All logins that a workflow's triggers lead to. */
export function loginRows(workflow: Workflow, world: CheckWorld, room: Room): readonly LoginRow[] {
  return startedJobs(workflow, world, room).flatMap((jobRuns) => {
    const rows = jobRuns.flatMap((jobRun) => rowsOf(jobRun, world));
    return worthSaying(rows.filter((row) => isRelevant(row, world)));
  });
}

/** The jobs that a workflow's triggers start, for each trigger. */
export function startedJobs(workflow: Workflow, world: CheckWorld, room: Room): readonly (readonly JobRun[])[] {
  const { access } = world;
  const named = [
    ...access.own.flatMap(refsOf),
    ...[...access.environments.values()].flatMap((environment) => ruleRefs(environment, world)),
    ...reachable(workflow, world).flatMap(({ jobs }) => jobs.flatMap(writtenRefs)),
  ].filter((ref) => !ref.includes('/gh-readonly-queue/'));
  const asksForAction = reachable(workflow, world).some(({ source }) => /event\s*\.\s*action\b/i.test(source.text));
  return workflow.triggers.map((trigger) => {
    const runs =
      trigger.event === 'workflow_call'
        ? uncalled(trigger, workflow, world)
        : runsOf(trigger, access.repository.defaultBranch, named, asksForAction);
    return runs.flatMap((run) => jobRunsOf(workflow, run, world, room));
  });
}

/** A workflow that others call, and none of the repository does. */
function uncalled(trigger: Trigger, workflow: Workflow, { isCalled }: CheckWorld): readonly Run[] {
  if (isCalled(workflow)) return [];
  return [{ event: trigger.event, trigger, shown: '*', isNamed: false, isChosen: false }];
}

function rowsOf(jobRun: JobRun, world: CheckWorld): readonly LoginRow[] {
  if (jobRun.job.call) return judgeCall(jobRun, world).map((verdict) => ({ ...verdict, jobRun, at: jobRun.job.at }));
  const { environment } = jobRun;
  if ('known' in environment) {
    return loginSteps(jobRun, environment.known || undefined, world, world.findAction).flatMap((login) =>
      rowOf(login, world),
    );
  }
  const possible = [undefined, ...world.access.environments.values()];
  const each = possible.map((name) => loginSteps(jobRun, name, world, world.findAction));
  return (each[0] ?? []).flatMap((login) => {
    const same = each.flatMap((logins) => logins.filter(({ step }) => step === login.step));
    const verdicts = same.flatMap((one) => judgeLogin(one, world) ?? []);
    const verdict = summed(verdicts, environment.unknown);
    return verdict ? [{ ...verdict, jobRun, at: login.at, login }] : [];
  });
}

function rowOf(login: LoginStep, world: CheckWorld): readonly LoginRow[] {
  const verdict = judgeLogin(login, world);
  return verdict ? [{ ...verdict, jobRun: login.jobRun, at: login.at, login }] : [];
}

/** Whether a ref that the trigger does not name itself matters to the role, the environment or the job. */
function isRelevant({ jobRun, roleArn }: LoginRow, world: CheckWorld): boolean {
  const { run, job, environment, caller } = jobRun;
  if (!run.isNamed) return true;
  const role = roleArn === null ? undefined : world.access.own.find(({ plan }) => plan.arn === roleArn);
  const name = 'known' in environment ? environment.known : '';
  const callers = caller ? [caller.job] : [];
  return [...(role ? refsOf(role) : []), ...ruleRefs(name, world), ...[job, ...callers].flatMap(writtenRefs)].includes(
    run.shown,
  );
}

function ruleRefs(environment: string, { access }: CheckWorld): NamedRefs {
  const { branches = [], tags = [] } = access.rulesOf(environment) ?? {};
  return [...branches.map((name) => `refs/heads/${name}`), ...tags.map((name) => `refs/tags/${name}`)];
}

/** Refs that a job's own conditions and expressions speak of. */
function writtenRefs({ condition, environment, steps }: WorkflowJob): NamedRefs {
  const texts = [condition, environment, ...steps.flatMap((step) => [step.condition, ...step.with.values()])];
  return texts.flatMap((text) => {
    if (!text?.toLowerCase().includes('ref')) return [];
    const isPrefix = /startsWith/i.test(text);
    return comparedWith(text, isRef)
      .flatMap(listed)
      .flatMap((literal) => {
        if (/^refs\/(heads|tags)\/./.test(literal)) {
          if (literal.endsWith('/')) return [`${literal}*`];
          return isPrefix ? [literal, `${literal}*`] : [literal];
        }
        return /^[\w.-][\w./-]*$/.test(literal) && !/^refs\//.test(literal)
          ? [`refs/heads/${literal}`, `refs/tags/${literal}*`]
          : [];
      });
  });
}

/** The items of a list that is written as JSON, as `fromJSON` reads it; else the text. */
function listed(literal: string): readonly string[] {
  if (!literal.startsWith('[')) return [literal];
  try {
    return (JSON.parse(literal) as readonly unknown[]).filter((item) => typeof item === 'string');
  } catch {
    return [];
  }
}

function isRef(context: string): boolean {
  return /^github\.(ref|ref_name|event\.ref)$/i.test(context);
}

/** A workflow and those that it calls, as far as they are known. */
export function reachable(workflow: Workflow, world: WorkflowWorld): readonly Workflow[] {
  const found = new Set([workflow]);
  for (const of of found)
    for (const { call } of of.jobs) {
      const called = call && world.called(call.uses, of);
      if (called) found.add(called);
    }
  return [...found];
}

/** Of runs whose ref somebody chooses, those that work, if any do: nobody has to choose another. */
function worthSaying(rows: readonly LoginRow[]): readonly LoginRow[] {
  const kind = ({ jobRun: { name }, roleArn }: LoginRow) => JSON.stringify([name, roleArn]);
  const works = new Set(
    rows.filter(({ jobRun, verdict }) => jobRun.run.isChosen && verdict === 'works').map((row) => kind(row)),
  );
  const isMoot = (row: LoginRow) =>
    row.jobRun.run.isChosen &&
    works.has(kind(row)) &&
    ['other-ref', 'deployment-policy', 'condition-unknown'].includes(row.reason);
  return rows.filter((row) => !isMoot(row));
}
