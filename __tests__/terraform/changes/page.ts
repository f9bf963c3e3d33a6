import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { type InputTexts, lintChange } from '../../support/changes';
import { askedLock } from '../../support/edits/ask';
import type { LockText } from '../../support/edits/draft';
import { type Input, textsOf } from '../../support/edits/input';
import { lossesBetween } from '../../support/edits/losses';
import { describeWorld } from '../../support/terraform/available';
import { type Workspace, openWorkspace, stacksOf } from '../../support/terraform/workspace';
import type { World } from '../../support/terraform/world';
import { baseInput, baseWorld } from './base';
import type { Row, Scene } from './row';
import { saved } from './saved';
import { summaryOf } from './summary';

/** The rows of the page: what is planned for an edit, what tells of it, what to write, and what is planned then. */
export const PAGE = new Map(
  readFileSync(join(process.cwd(), 'docs/changes.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (Edit|-)/.test(line))
    .map((line) =>
      line
        .slice(2, -2)
        .split(' | ')
        .map((cell) => cell.trim()),
    )
    .map(([edit = '', ...cells]) => [edit, cells] as const),
);

const NONE = '–';

/** What further tests of a row's file start from, and by what they go on. */
export interface Base {
  readonly base: () => State;
  readonly stacks: () => Rendered;
  readonly world: () => World;
  readonly losses: () => readonly string[];
  readonly edited: typeof edited;
  readonly told: typeof told;
  readonly write: typeof write;
  readonly applied: typeof applied;
}

interface State {
  readonly input: Input;
  readonly texts: InputTexts;
}

let workspace: Workspace;
let base: State;
let restore: () => void;

type Edits = readonly (Row['alone'] | undefined)[];

/** The files after edits, with the lock file as it follows; what happens at GitHub and AWS meanwhile has happened. */
async function edited({ input, texts }: State, lock: Row['lock'], ...edits: Edits): Promise<State> {
  const scene: Scene = { input: structuredClone(input), lock: parse(texts.lock) as LockText, world: workspace.world() };
  for (const edit of edits) edit?.(scene);
  workspace.change((world) => Object.assign(world, scene.world));
  const meant = textsOf(scene.input, lock === 'left' ? stringify(scene.lock) : texts.lock);
  workspace.put({ 'bindings.yaml': meant.bindings, 'bindings.lock.yaml': meant.lock });
  if (lock === 'left') return { input: scene.input, texts: meant };
  return { input: scene.input, texts: { ...meant, lock: await askedLock(workspace.folder, lock === 'pruned') } };
}

/** Renders, and gives the stacks that are not as they were; all of them where something happened at GitHub. */
function write({ texts }: State, before: Rendered, touched = false): readonly string[] {
  const plan = workspace.write({ 'bindings.yaml': texts.bindings, 'bindings.lock.yaml': texts.lock });
  const now = rendered(stacksOf(plan).map(({ stack }) => stack));
  return [...now].flatMap(([stack, text]) => (touched || before.get(stack) !== text ? [stack] : []));
}

type Rendered = ReadonlyMap<string, string>;

function rendered(stacks: readonly string[]): Rendered {
  return new Map(stacks.map((stack) => [stack, workspace.read(`terraform/${stack}/main.tf.json`)]));
}

/** The rules that tell of a change: its errors, and what it would lose. */
function told(before: State, after: State): readonly string[] {
  const { diagnostics } = lintChange(before.texts, after.texts);
  const rules = diagnostics.filter(({ severity, rule }) => severity === 'error' || rule === 'variable-lost');
  return [...new Set(rules.map(({ rule }) => rule))].sort();
}

/** What is planned for stacks; nothing where the file gives none. */
function planned(stacks: () => readonly string[]): string {
  try {
    const plans = stacks().map((stack) => workspace.plan(stack));
    const refused = plans.some(({ errors }) => errors.length > 0) ? '; refused by Terraform' : '';
    return `${summaryOf(plans.flatMap(({ changes }) => changes))}${refused}`;
  } catch {
    return NONE;
  }
}

/** Plans and applies stacks, one after the other, after which there is nothing to do. */
function applied(stacks: readonly string[]): string {
  const changes = stacks.flatMap((stack) => workspace.apply(stack).changes);
  if (changes.length > 0) expect(stacks.flatMap((stack) => workspace.plan(stack).changes)).toEqual([]);
  return summaryOf(changes);
}

/** What an apply loses that the edit does not say. */
function lostBy(row: Row, before: World): readonly string[] {
  return lossesBetween(before, workspace.world()).filter((loss) => !row.loses?.test(loss));
}

/** Runs rows of the page, each from the same base; what is in `more` runs from there, too. */
export function testRows(rows: readonly Row[], more: (base: Base) => void = () => undefined): void {
  describeWorld('docs/changes.md', () => {
    let stacksOfBase: Rendered;

    beforeAll(async () => {
      workspace = openWorkspace(baseWorld());
      const input = baseInput();
      base = await edited({ input, texts: textsOf(input, 'version: 1\nrepositories: {}\n') }, undefined);
      for (const stack of write(base, new Map())) workspace.apply(stack);
      base = await edited(base, undefined);
      stacksOfBase = rendered(write(base, new Map()));
      applied([...stacksOfBase.keys()]);
      restore = saved(workspace);
    });
    afterAll(() => workspace.remove());
    beforeEach(() => restore());

    it.each(rows.map((row) => [row.edit, row] as const))('%s', async (edit, row) => {
      let [before, stacks] = [base, stacksOfBase];
      if (row.first) {
        before = await edited(base, row.stale ? 'left' : undefined, row.first);
        applied(write(before, stacksOfBase));
        if (!row.stale) before = await edited(before, undefined);
        write(before, stacks);
        stacks = rendered([...stacks.keys()]);
      }
      const again = saved(workspace);
      const world = workspace.world();
      const alone = await edited(before, row.lock, row.alone);
      const touched = JSON.stringify(workspace.world()) !== JSON.stringify(world);
      const then = workspace.world();
      const rules = told(before, alone);
      const isRefused = rules.some((rule) => rule !== 'variable-lost');
      let plan = NONE;
      let words = NONE;
      if (!isRefused && !row.said) {
        plan = applied(write(alone, stacks, touched));
        expect(lostBy(row, then)).toEqual([]);
      } else if (!row.elsewhere) plan = planned(() => write(alone, stacks, touched));
      if (row.said) {
        again();
        const said = await edited(before, row.lock, row.alone, row.said);
        expect(told(before, said).filter((rule) => rule !== 'variable-lost' || !row.loses)).toEqual([]);
        words = applied(write(said, stacks, touched));
        expect(lostBy(row, then)).toEqual([]);
      }
      expect(workspace.losses().filter((loss) => loss.startsWith('delete environment'))).toEqual([]);
      const [plannedAlone = '', tellers = '', , plannedThen = ''] = PAGE.get(edit) ?? [];
      expect([plannedAlone, tellers, plannedThen]).toEqual([
        plan,
        rules.map((rule) => `[\`${rule}\`](rules/${rule}.md)`).join(', ') || NONE,
        words,
      ]);
    });

    more({
      base: () => base,
      stacks: () => stacksOfBase,
      world: () => workspace.world(),
      losses: () => workspace.losses(),
      edited,
      told,
      write,
      applied,
    });
  });
}
