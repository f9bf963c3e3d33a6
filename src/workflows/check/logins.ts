import { type Location, child } from '../../diagnostics/source';
import type { Lookup } from '../expression/evaluate';
import { evaluateText } from '../expression/template';
import type { Evaluated } from '../expression/value';
import type { CompositeAction, Step } from '../read/workflow';
import { type Condition, both, conditionOf } from '../runs/condition';
import { type Contexts, lookupIn } from '../runs/contexts';
import { passedInputs, passedSecrets } from '../runs/inputs';
import type { JobRun, WorkflowWorld } from '../runs/job-runs';
import { bringFiles, emptyWorkspace, isCheckout, placeOf } from './workspace';

/** A step that runs `aws-actions/configure-aws-credentials`, in one job run. */
export interface LoginStep {
  readonly jobRun: JobRun;
  readonly step: Step;
  /** The step of the workflow, where the action is run by a composite one. */
  readonly at: Location;
  /** Never false. */
  readonly condition: Condition;
  /** Whether the action that it is a step of is looked for in a workspace into which nothing was checked out. */
  readonly isMissing: boolean;
  /** The environment of the job, or of those that it may have; absent for none. */
  readonly environment?: string;
  readonly lookup: Lookup;
  /** Whether the job goes on if it fails (`continue-on-error`). */
  readonly isTolerated: boolean;
  /** The steps before it, those of the same action among them. */
  readonly before: readonly Step[];
  /** What an input would come to if these variables were empty. */
  readonly without: (isEmpty: (variable: string) => boolean, input: string) => Evaluated | undefined;
}

/** What the actions of a repository are found by, `owner/name` and path; nothing for those of repositories that are not known. */
export type FindAction = (repository: string, path: string) => CompositeAction | undefined;

/** The action that logs in, without its version. */
export const CREDENTIALS_ACTION = 'aws-actions/configure-aws-credentials';

/** Composite actions nest no deeper. */
const MAX_DEPTH = 10;

/** More steps of the actions that a job uses are not looked at. */
const MAX_STEPS = 1000;

/** The steps of a job run that log in, with the job in this environment. */
export function loginSteps(
  jobRun: JobRun,
  environment: string | undefined,
  world: WorkflowWorld,
  findAction: FindAction,
): readonly LoginStep[] {
  const contexts = { ...jobRun.contexts, variable: (name: string) => world.variable(name, environment) };
  return stepsIn(contexts, jobRun, environment, findAction).map((login) => ({
    ...login,
    without: (isEmpty, input) => {
      const emptied = contextsWithout(
        jobRun,
        environment,
        (name, own) => world.variable(name, own) ?? (isEmpty(name) ? '' : undefined),
      );
      const same = stepsIn(emptied, jobRun, environment, findAction).find(
        ({ step, at }) => step === login.step && at.path.join() === login.at.path.join(),
      );
      return same && inputOf(same, input);
    },
  }));
}

/** What a job's expressions read if variables have other values; its callers are in no environment. */
function contextsWithout(
  { contexts, caller, workflow }: JobRun,
  environment: string | undefined,
  valueOf: WorkflowWorld['variable'],
): Contexts {
  const variable = (name: string) => valueOf(name, environment);
  const trigger = workflow.triggers.find(({ event }) => event === 'workflow_call');
  const call = caller?.job.call;
  if (!caller || !call || !trigger) return { ...contexts, variable };
  const outer = lookupIn(contextsWithout(caller, undefined, valueOf));
  const [inputs, secrets] = [passedInputs(trigger, call.with, outer), passedSecrets(call.secrets, outer)];
  return { ...contexts, variable, inputs, secrets };
}

function stepsIn(
  contexts: Contexts,
  jobRun: JobRun,
  environment: string | undefined,
  findAction: FindAction,
): readonly Omit<LoginStep, 'without'>[] {
  let room = MAX_STEPS;
  const workspace = emptyWorkspace(jobRun);
  const before: Step[] = [];
  const find = (
    steps: readonly Step[],
    outer: {
      readonly at?: Location;
      readonly condition: Condition;
      readonly inputs: typeof contexts.inputs;
      readonly repository: string;
      readonly isMissing: boolean;
      readonly isTolerated: boolean;
    },
    depth: number,
  ): readonly Omit<LoginStep, 'without'>[] =>
    steps.flatMap((step) => {
      const lookup = lookupIn({ ...contexts, inputs: outer.inputs, env: [...contexts.env, step.env] });
      const condition = both(outer.condition, conditionOf(step.condition, lookup));
      if (condition === false) return [];
      const earlier = [...before];
      before.push(step);
      if (step.uses === undefined || isCheckout(step)) {
        bringFiles(workspace, step, lookup);
        return [];
      }
      const at = outer.at ?? child(step.at, 'uses');
      const { isMissing } = outer;
      const isTolerated = outer.isTolerated || isTrue(step.continueOnError, lookup);
      if (actionOf(step.uses) === CREDENTIALS_ACTION)
        return [{ jobRun, step, at, condition, isMissing, isTolerated, environment, lookup, before: earlier }];
      const place = depth < MAX_DEPTH && room > 0 ? placeOf(step.uses, outer.repository, workspace) : undefined;
      const action = place && findAction(place.repository, place.path);
      if (!place || !action) {
        bringFiles(workspace, step, lookup);
        return [];
      }
      room -= action.steps.length;
      const inner = {
        at,
        condition,
        inputs: passedInputs(action, step.with, lookup),
        repository: place.repository,
        isMissing: isMissing || place.isMissing,
        isTolerated,
      };
      return find(action.steps, inner, depth + 1);
    });
  const { inputs } = contexts;
  const { condition, job, workflow } = jobRun;
  return find(
    job.steps,
    { condition, inputs, repository: workflow.repository, isMissing: false, isTolerated: false },
    0,
  );
}

function isTrue(text: string | undefined, lookup: Lookup): boolean {
  const value = text === undefined ? undefined : evaluateText(text, lookup);
  return value !== undefined && 'known' in value && (value.known === true || value.known === 'true');
}

/** An action without its version, in lower case as GitHub compares names. */
export function actionOf(uses: string): string {
  return uses.split('@', 1)[0]?.toLowerCase() ?? '';
}

/** What an input of the step comes to; nothing where it is not given. */
export function inputOf({ step, lookup }: Pick<LoginStep, 'step' | 'lookup'>, name: string): Evaluated | undefined {
  const text = step.with.get(name);
  return text === undefined ? undefined : evaluateText(text, lookup);
}

/** An input that is known, as text; empty where it is not given, nothing where it is not known. */
export function knownInput(login: LoginStep, name: string): string | undefined {
  const value = inputOf(login, name);
  if (!value) return '';
  if (!('known' in value)) return undefined;
  return value.known === null ? '' : typeof value.known === 'object' ? undefined : String(value.known);
}

/** Where an input of the step stands. */
export function inputPlace({ step, at }: LoginStep, name: string): Location {
  return step.at.source === at.source ? child(step.at, 'with', name) : at;
}
