import { parse, stringify } from 'yaml';
import { type InputTexts, lintChange } from '../changes';
import { type Workspace, openWorkspace, stacksOf } from '../terraform/workspace';
import type { World } from '../terraform/world';
import { ACCOUNT_EDITS } from './account-edits';
import { askedLock } from './ask';
import { BINDING_EDITS } from './binding-edits';
import type { Draft, Edit, LockText } from './draft';
import { GITHUB_EDITS, LOCK_EDITS } from './github-edits';
import { type Input, textsOf } from './input';
import { lossesBetween } from './losses';
import { type Change, type Stated, isNamed, isWarned, templateMayGo } from './named';

/** Every edit by its name. */
export const EDITS: Readonly<Record<string, Edit>> = {
  ...BINDING_EDITS,
  ...ACCOUNT_EDITS,
  ...GITHUB_EDITS,
  ...LOCK_EDITS,
};

/** Edits that are made between two applies, and what is done about the lock file after them. */
export interface Step {
  readonly edits: readonly { readonly edit: string; readonly said: boolean; readonly picks: readonly number[] }[];
  readonly lock: 'asked' | 'pruned' | 'left';
}

/** Where a sequence begins. */
export interface Start {
  readonly input: Input;
  readonly world: World;
}

/** What became of the steps of a sequence. */
export interface Course {
  readonly applied: readonly number[];
  /** By the number of the step: the rules that refused it. */
  readonly refused: ReadonlyMap<number, readonly string[]>;
  /** Why Terraform did not go on, where it did not. */
  readonly stuck?: string;
  /** What was lost that no words named. */
  readonly found: readonly string[];
  /** What was asked of every step, with the texts that came of it and what was said of them. */
  readonly history: readonly string[];
}

/**
 * Why an apply may end early without anything lost: what is there already is not made again, a variable that is said to exist is
 * not there, and a repository with another id is not written to.
 */
const STUCK =
  /EntityAlreadyExists|409 Already exists|\/variables\/\w+: 404 Not Found|is not the repository \d+ that the lock/;

/** Takes an input through steps, applies each that is not refused, and says what was lost without a word. */
export async function follow(start: Start, steps: readonly Step[]): Promise<Course> {
  const workspace = openWorkspace(structuredClone(start.world));
  try {
    return await followIn(workspace, start, steps);
  } finally {
    workspace.remove();
  }
}

async function followIn(workspace: Workspace, { input }: Start, steps: readonly Step[]): Promise<Course> {
  const refused = new Map<number, readonly string[]>();
  const applied: number[] = [];
  const history: string[] = [];
  const found: string[] = [];
  let texts: InputTexts = await locked(workspace, textsOf(input, 'version: 1\nrepositories: {}\n'), 'asked');
  let before = stated(workspace, input, texts);
  const rendered = new Map<string, string>();
  const begun = applyChanged(workspace, before, rendered, true);
  history.push(texts.bindings, texts.lock);
  if (begun !== undefined) return { applied, refused, found: [`the start: ${begun}`], history };

  for (const [i, step] of steps.entries()) {
    const world = workspace.world();
    const seen = workspace.losses().length;
    const draft = drafted({ ...before, world }, texts, step);
    const meant = textsOf(draft.input, stringify(draft.lock, { aliasDuplicateObjects: false }));
    workspace.change((now) => Object.assign(now, draft.world));
    const next = await locked(workspace, meant, step.lock);
    const { diagnostics } = lintChange(texts, next);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    history.push(
      JSON.stringify(step),
      next.bindings,
      next.lock,
      ...diagnostics.map(({ rule, message }) => `${rule}: ${message}`),
    );
    if (errors.length > 0) {
      refused.set(
        i,
        errors.map(({ rule }) => rule),
      );
      workspace.change((now) => Object.assign(now, world));
      await locked(workspace, texts, 'left');
      continue;
    }
    const after = stated(workspace, draft.input, next);
    const then = after.world;
    const touched = JSON.stringify(then) !== JSON.stringify(world);
    const stuck = applyChanged(workspace, after, rendered, touched);
    const change = { before, after, warned: diagnostics };
    const lost = lossesBetween(then, workspace.world());
    const deleted = workspace.losses().slice(seen);
    found.push(...lost.filter((loss) => !isNamed(loss, change)));
    found.push(...deleted.filter((request) => !isNamedInLog(request, lost, change)));
    applied.push(i);
    if (found.length > 0) return { applied, refused, found, stuck, history };
    if (stuck !== undefined) return { applied, refused, found: STUCK.test(stuck) ? [] : [stuck], stuck, history };
    texts = next;
    before = after;
  }
  return { applied, refused, found, history };
}

function drafted(before: Stated, { lock }: InputTexts, { edits }: Step): Omit<Draft, 'said' | 'pick'> {
  const draft = {
    applied: before.input,
    input: structuredClone(before.input),
    lock: parse(lock) as LockText,
    world: structuredClone(before.world),
  };
  for (const { edit, said, picks } of edits) {
    const numbers = [...picks];
    const pick = <T>(from: readonly T[]) => (from.length > 0 ? from[(numbers.shift() ?? 0) % from.length] : undefined);
    EDITS[edit]?.({ ...draft, said, pick });
  }
  return draft;
}

/** By the server's log, which also tells what is deleted and made again: no words delete an environment, and a warning is due for a variable. */
function isNamedInLog(request: string, lost: readonly string[], change: Change): boolean {
  const [, variable] = /^delete variable (\S+) /.exec(request) ?? [];
  if (variable !== undefined)
    return lost.some((loss) => loss.endsWith(` variable ${variable}`)) || isWarned(change, variable);
  const [, repository] = /^reset template of [^/]+\/(.*)/.exec(request) ?? [];
  return repository !== undefined && templateMayGo(change, repository);
}

/** The texts with the lock file as it is then. */
async function locked(workspace: Workspace, texts: InputTexts, how: Step['lock']): Promise<InputTexts> {
  workspace.put({ 'bindings.yaml': texts.bindings, 'bindings.lock.yaml': texts.lock });
  if (how === 'left') return texts;
  return { ...texts, lock: await askedLock(workspace.folder, how === 'pruned') };
}

/** Renders texts, and gives what they mean. */
function stated(workspace: Workspace, input: Input, { bindings, lock }: InputTexts): Stated {
  const plan = workspace.write({ 'bindings.yaml': bindings, 'bindings.lock.yaml': lock });
  return { input, lock: parse(lock) as LockText, plan, world: workspace.world() };
}

/** Applies the stacks that are not as they were, those of GitHub also where something happened there; says what went wrong. */
function applyChanged(
  workspace: Workspace,
  { plan }: Stated,
  rendered: Map<string, string>,
  touched: boolean,
): string | undefined {
  for (const each of stacksOf(plan)) {
    const text = workspace.read(`terraform/${each.stack}/main.tf.json`);
    if (rendered.get(each.stack) === text && !(touched && 'owner' in each)) continue;
    rendered.set(each.stack, text);
    try {
      workspace.apply(each.stack);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
  return undefined;
}
