import { EVENTS } from '../../jobs/events';
import { mergeQueueRef } from '../../jobs/job';
import type { Trigger } from '../read/workflow';
import { matches, passes, sampleOf } from './ref-filter';

/** A kind of run: by what started it, on one ref or on one of many that are alike. */
export interface Run {
  readonly event: string;
  readonly trigger: Trigger;
  /** An example of the ref; absent where not even that is known. */
  readonly ref?: string;
  /** As it is shown: `refs/heads/main`, `refs/tags/v*`, `refs/heads/*`. */
  readonly shown: string;
  /** Whether only a trust, a rule of an environment or a condition names it, and not the trigger itself. */
  readonly isNamed: boolean;
  /** Whether somebody chooses the ref, so that one that fails says nothing about the workflow. */
  readonly isChosen: boolean;
  /** The activity type, where it is told apart. */
  readonly action?: string;
  /** Whether the pull request that was closed was merged; absent where the event is not that. */
  readonly merged?: boolean;
}

/** A text about a run, with what the ref is shown as in place of the example that it is judged by. */
export function asShown(text: string, { ref, shown }: Pick<Run, 'ref' | 'shown'>): string {
  return ref === undefined ? text : text.replaceAll(ref, shown);
}

/** Branches and tags that are named somewhere, as whole refs in which `*` stands for anything. */
export type NamedRefs = readonly string[];

type Kind = 'heads' | 'tags';

/** With more filters, what one of them takes out of another is not told. */
const MAX_CUT = 500;

/** The activity types of an event whose trigger lists none, where those are not all. */
const USUAL_TYPES: ReadonlyMap<string, readonly string[]> = new Map(
  ['pull_request', 'pull_request_target'].map((event) => [event, ['opened', 'synchronize', 'reopened']] as const),
);

/**
 * The kinds of runs that a trigger starts. A pull request that is closed runs on its base branch if it was merged, and else on its own
 * ref. The other activity types are told apart only if something asks which it is.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request
 */
export function runsOf(
  trigger: Trigger,
  defaultBranch: string | undefined,
  named: NamedRefs,
  asksForAction = false,
): readonly Run[] {
  const { event } = trigger;
  const runs = refRuns(trigger, defaultBranch, named);
  const types = trigger.types ?? USUAL_TYPES.get(event);
  if (!types || types.length === 0) return runs;
  const isClosing = USUAL_TYPES.has(event) && types.includes('closed');
  const others = isClosing ? types.filter((type) => type !== 'closed') : types;
  const actions = asksForAction || others.length === 1 ? others : others.length > 0 ? [undefined] : [];
  const merged = isClosing ? { merged: false } : {};
  return [
    ...actions.flatMap((action) => runs.map((run): Run => ({ ...run, ...merged, action }))),
    ...(isClosing ? closedRuns(trigger, runs, named) : []),
  ];
}

function closedRuns(trigger: Trigger, runs: readonly Run[], named: NamedRefs): readonly Run[] {
  const { event } = trigger;
  const run: MakeRun = (ref, shown, isNamed = false, isChosen = false) => ({
    event,
    trigger,
    ref,
    shown,
    isNamed,
    isChosen,
  });
  const merged = event === 'pull_request' ? distinct(pushes(trigger, 'heads', named, run)) : runs;
  return [
    ...runs.map((each): Run => ({ ...each, action: 'closed', merged: false })),
    ...merged.map((each): Run => ({ ...each, action: 'closed', merged: true })),
  ];
}

/** By ref alone. https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows */
function refRuns(trigger: Trigger, defaultBranch: string | undefined, named: NamedRefs): readonly Run[] {
  const { event } = trigger;
  const run = (ref: string | undefined, shown: string, isNamed = false, isChosen = false): Run => ({
    event,
    trigger,
    ref,
    shown,
    isNamed,
    isChosen,
  });
  const usual = run(defaultBranch && `refs/heads/${defaultBranch}`, `refs/heads/${defaultBranch ?? '*'}`);
  switch (EVENTS.get(event)) {
    case 'pushed':
      return distinct((['heads', 'tags'] as const).flatMap((kind) => pushes(trigger, kind, named, run)));
    case 'pull-request':
      return [run('refs/pull/1/merge', 'refs/pull/*/merge')];
    case 'merge-queue':
      return (trigger.branches ?? [defaultBranch ?? '*'])
        .filter((base) => !base.startsWith('!'))
        .map((base) => run(mergeQueueRef(sampleOf(base)), `refs/heads/gh-readonly-queue/${base}/pr-*`));
    case 'default-branch':
      return [usual];
    case 'tag':
      return chosen(named, ['tags'], run, run('refs/tags/some-other-0', 'refs/tags/*'));
    case 'chosen':
      return chosen(named, ['heads', 'tags'], run, usual);
    case 'any':
      return [...chosen(named, ['heads', 'tags'], run, usual), run(undefined, '*')];
    case 'caller':
    case undefined:
      return [];
  }
}

type MakeRun = (ref: string | undefined, shown: string, isNamed?: boolean, isChosen?: boolean) => Run;

function pushes(trigger: Trigger, kind: Kind, named: NamedRefs, run: MakeRun): readonly Run[] {
  const prefix = `refs/${kind}/`;
  const filters = (kind === 'heads' ? trigger.branches : trigger.tags) ?? [];
  const own = filters.filter((filter) => !filter.startsWith('!'));
  // One that nothing takes out of is not looked for among all the others, of which there may be thousands.
  const isCut = filters.length === 0 || (own.length < filters.length && filters.length <= MAX_CUT);
  const fitting = (name: string) => passes(trigger, kind, name);
  return [
    ...(filters.length === 0 ? ['*'] : own)
      .map((filter) => ({ filter, name: sampleOf(filter) }))
      .filter(({ filter, name }) => (isCut ? fitting(name) : matches(filter, name)))
      .map(({ filter, name }) => run(`${prefix}${name}`, `${prefix}${filter === '**' ? '*' : filter}`)),
    ...named
      .filter((ref) => ref.startsWith(prefix) && fitting(sampleOfNamed(ref).slice(prefix.length)))
      .map((ref) => run(sampleOfNamed(ref), ref, true)),
  ];
}

/** A ref of those that are named together. */
function sampleOfNamed(ref: string): string {
  return ref.replaceAll('*', 'some-other-0');
}

/** What somebody chooses: a ref that is named somewhere, and the usual one. */
function chosen(named: NamedRefs, kinds: readonly Kind[], run: MakeRun, usual: Run): readonly Run[] {
  const fitting = named.filter((ref) => kinds.some((kind) => ref.startsWith(`refs/${kind}/`)));
  return distinct([{ ...usual, isChosen: true }, ...fitting.map((ref) => run(sampleOfNamed(ref), ref, true, true))]);
}

/** Each shown ref once, the one that the trigger names before others. */
function distinct(runs: readonly Run[]): readonly Run[] {
  const byRef = new Map<string, Run>();
  for (const run of runs) if (!byRef.has(run.shown)) byRef.set(run.shown, run);
  return [...byRef.values()];
}
