import { EVENTS } from '../../jobs/events';
import type { TokenRepository } from '../../jobs/repository';
import { textOf } from '../expression/coerce';
import type { Lookup } from '../expression/evaluate';
import { evaluateText } from '../expression/template';
import type { Evaluated, Value } from '../expression/value';
import { isObject } from '../expression/value';
import type { Workflow } from '../read/workflow';
import type { Combination } from './matrix';
import type { Run } from './runs';

/** What the expressions of a job can read. */
export interface Contexts {
  readonly repository: TokenRepository;
  readonly run: Run;
  readonly workflow: Workflow;
  readonly inputs: ReadonlyMap<string, Evaluated>;
  /** Those that a caller passes by name. */
  readonly secrets: ReadonlyMap<string, Evaluated>;
  /** What one that is set by hand holds, by its name in capitals. */
  readonly secret: (name: string) => string | undefined;
  readonly matrix: Combination;
  /** From the outermost: workflow, job, step. */
  readonly env: readonly ReadonlyMap<string, string>[];
  /** The value of an Actions variable, where it can be told. */
  readonly variable: (name: string) => string | undefined;
}

/** Looks up contexts; what a run alone can tell is unknown. https://docs.github.com/en/actions/reference/workflows-and-actions/contexts */
export function lookupIn(contexts: Contexts): Lookup {
  const lookup: Lookup = (path, written) => {
    const [context = '', ...rest] = path;
    const unknown: Evaluated = { unknown: [written.join('.')] };
    switch (context) {
      case 'github':
        return githubValue(rest, contexts) ?? unknown;
      case 'vars':
        return ofVariable(contexts.variable((rest[0] ?? '').toUpperCase())) ?? unknown;
      case 'inputs':
        return rest.length === 1 ? (contexts.inputs.get(rest[0] ?? '') ?? known(null)) : unknown;
      case 'secrets':
        return (
          contexts.secrets.get(rest[0] ?? '') ?? ofVariable(contexts.secret((rest[0] ?? '').toUpperCase())) ?? unknown
        );
      case 'matrix':
        return contexts.matrix ? known(at(contexts.matrix, rest)) : unknown;
      case 'env':
        return envValue(written[1] ?? '', contexts, lookup) ?? unknown;
      default:
        return unknown;
    }
  };
  return lookup;
}

function known(value: Value): Evaluated {
  return { known: value };
}

function ofVariable(value: string | undefined): Evaluated | undefined {
  return value === undefined ? undefined : known(value);
}

function at(value: Value, path: readonly string[]): Value {
  return path.reduce<Value>((inner, name) => {
    if (Array.isArray(inner)) return (inner as readonly Value[])[Number(name)] ?? null;
    if (!isObject(inner)) return null;
    return [...inner].find(([key]) => key.toLowerCase() === name)?.[1] ?? null;
  }, value);
}

/** The innermost that sets it, as text whatever it is computed from; what stands in it is evaluated without `env`, as nothing says in which order they are set. */
function envValue(name: string, { env }: Contexts, lookup: Lookup): Evaluated | undefined {
  const text = env.findLast((level) => level.has(name))?.get(name);
  if (text === undefined) return undefined;
  const value = evaluateText(text, (path, written) =>
    path[0] === 'env' ? { unknown: [written.join('.')] } : lookup(path, written),
  );
  return asText(value);
}

function githubValue(path: readonly string[], contexts: Contexts): Evaluated | undefined {
  const { repository, run, workflow } = contexts;
  const { owner, name, ids, visibility } = repository;
  const [key = '', ...rest] = path;
  if (key === 'event') return eventValue(rest, contexts);
  if (rest.length > 0) return undefined;
  const pullRequest = EVENTS.get(run.event) === 'pull-request';
  const values: ReadonlyMap<string, string | undefined> = new Map([
    ['repository', `${owner}/${name}`],
    ['repository_owner', owner],
    ['repository_id', ids?.repository],
    ['repository_owner_id', ids?.owner],
    ['repository_visibility', visibility],
    ['ref', run.ref],
    ['ref_name', run.ref?.replace(/^refs\/(heads|tags|pull)\//, '')],
    ['ref_type', run.ref && (run.ref.startsWith('refs/tags/') ? 'tag' : 'branch')],
    ['event_name', run.event],
    ['workflow', workflow.name ?? workflow.path],
    ['base_ref', pullRequest ? undefined : ''],
    ['head_ref', pullRequest ? undefined : ''],
  ]);
  return ofVariable(values.get(key));
}

/** Parts of an event that only some events have. */
const PARTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['pull_request', ['pull_request', 'pull_request_target', 'pull_request_review', 'pull_request_review_comment']],
  ['release', ['release']],
  ['workflow_run', ['workflow_run']],
  ['schedule', ['schedule']],
  ['client_payload', ['repository_dispatch']],
  ['merge_group', ['merge_group']],
  ['deployment', ['deployment', 'deployment_status']],
]);

function eventValue([part = '', ...rest]: readonly string[], contexts: Contexts): Evaluated | undefined {
  const { repository, run, inputs } = contexts;
  const only = PARTS.get(part);
  if (only && !only.includes(run.event)) return known(null);
  if (part === 'inputs') return run.event === 'workflow_dispatch' ? asText(inputs.get(rest[0] ?? '')) : known(null);
  const path = [part, ...rest].join('.');
  if (path === 'repository.default_branch') return ofVariable(repository.defaultBranch);
  if (path === 'repository.full_name') return known(`${repository.owner}/${repository.name}`);
  if (path === 'repository.name') return known(repository.name);
  if (path === 'repository.owner.login') return known(repository.owner);
  if (path === 'repository.visibility') return ofVariable(repository.visibility);
  if (path === 'repository.private' && repository.visibility !== undefined)
    return known(repository.visibility !== 'public');
  if (path === 'action') return actionValue(run);
  if (path === 'ref') return refValue(run);
  if (path === 'pull_request.merged' && run.merged !== undefined) return known(run.merged);
  // A run for a fork gets no token: judged is the one that gets one.
  if (path === 'pull_request.head.repo.fork') return known(false);
  if (path === 'pull_request.head.repo.full_name') return known(`${repository.owner}/${repository.name}`);
  if (path === 'pull_request.head.repo.owner.login') return known(repository.owner);
  return undefined;
}

/** The ref of an event, where it has one: the whole of it for a push and a run that somebody starts, a bare name for others. */
function refValue({ event, ref }: Run): Evaluated | undefined {
  if (event === 'push' || event === 'workflow_dispatch') return ofVariable(ref);
  return ['create', 'delete'].includes(event) ? undefined : known(null);
}

/** Events that are of one type, and say so by none. */
const WITHOUT_ACTION = [
  'push',
  'create',
  'delete',
  'workflow_dispatch',
  'schedule',
  'fork',
  'gollum',
  'page_build',
  'public',
];

function actionValue({ event, action }: Run): Evaluated | undefined {
  if (action !== undefined) return known(action);
  return WITHOUT_ACTION.includes(event) ? known(null) : undefined;
}

/** The event has all inputs as texts. */
function asText(input: Evaluated | undefined): Evaluated | undefined {
  return input && 'known' in input ? known(textOf(input.known)) : input;
}
