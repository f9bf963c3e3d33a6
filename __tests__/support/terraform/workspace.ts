import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createColors } from 'picocolors';
import type { AccessPlan, AccountPlan, GitHubStackPlan } from '../../../src/access-plan/access-plan';
import { load } from '../../../src/cli/load';
import { terraformJson } from '../../../src/constructs/terraform-json';
import { formatText } from '../../../src/diagnostics/format/text';
import { renderOutput } from '../../../src/render/output';
import { type ServedRequest, WORLD_FILE_NAME, lossesIn, readRequests } from '../github/files';
import { localGitHub } from './git-hub';
import type { ProviderName } from './install';
import { type Planned, readPlan } from './plan-events';
import { ONLY_STAND_INS, isStandIn } from './real-providers';
import { type Environment, succeed, terraform, terraformEnvironment } from './run';
import { LOCAL_BACKEND, standIns } from './stand-ins';
import { WORLD_FILE, type World, readWorld, writeWorld } from './world';

/** A folder with bindings, their rendered stacks and the states of those, in which Terraform runs against a world of its own. */
export interface Workspace {
  readonly folder: string;
  /** Writes files, and renders `bindings.yaml` among them; of a stack that is gone only the state stays. */
  readonly write: (files: Readonly<Record<string, string>>) => AccessPlan;
  /** Writes files, and renders nothing. */
  readonly put: (files: Readonly<Record<string, string>>) => void;
  /** Writes a stack's configuration by hand. */
  readonly writeStack: (stack: string, configuration: object) => void;
  /** Reads a file, by its path in the folder. */
  readonly read: (path: string) => string;
  /** Changes what exists in the world, as somebody else would. */
  readonly change: (action: (world: World) => void) => void;
  readonly world: () => World;
  /** The requests that reached GitHub, first to last. */
  readonly requests: () => readonly ServedRequest[];
  /** The environments, variables and templates that GitHub lost by them, as `delete environment octo-org/web:production`. */
  readonly losses: () => readonly string[];
  readonly init: (stack: string) => void;
  /** Plans a stack. `extra` is added to the process environment. */
  readonly plan: (stack: string, extra?: Environment) => Planned;
  /** Applies what was planned last. */
  readonly applyPlan: (stack: string) => void;
  /** Plans and applies a stack, and gives the plan. */
  readonly apply: (stack: string) => Planned;
  /** Plans and applies every stack of the last rendering, in order. */
  readonly applyAll: () => void;
  /** What the last plan of a stack would change of a resource, by attribute. */
  readonly changed: (stack: string, address: string) => Readonly<Record<string, readonly [unknown, unknown]>>;
  /** Any other command, with what it prints. */
  readonly run: (stack: string, ...args: readonly string[]) => string;
  readonly remove: () => void;
}

/** A workspace in which nothing is yet. */
export function openWorkspace(world: World, providers: readonly ProviderName[] = ['aws', 'github']): Workspace {
  const folder = mkdtempSync(join(tmpdir(), 'terraform-'));
  const worldFile = join(folder, WORLD_FILE_NAME);
  writeWorld(world, worldFile);
  // In the folder is no provider: none but the stand-ins can be used.
  const common = terraformEnvironment(folder);
  let rendered: AccessPlan = { protect: [], accounts: [], publish: [] };
  const initialized = new Set<string>();

  const folderOf = (stack: string) => join(folder, 'terraform', stack);
  const environment = (stack: string, extra: Environment = {}): Environment => {
    const gitHub = localGitHub.environment(folder);
    const own = { [WORLD_FILE]: worldFile, ...gitHub, ...credentials(rendered, stack), ...extra };
    const TF_REATTACH_PROVIDERS = standIns.reattach(own, providers.filter(isStandIn));
    const initialized = ONLY_STAND_INS && { TF_DATA_DIR: standIns.initialized() };
    return { ...common, ...own, TF_REATTACH_PROVIDERS, ...initialized };
  };
  const run = (stack: string, ...args: readonly string[]) => succeed(folderOf(stack), args, environment(stack));
  const init = (stack: string) => {
    if (ONLY_STAND_INS || initialized.has(stack)) return;
    run(stack, 'init', '-input=false', '-no-color');
    initialized.add(stack);
  };
  const plan = (stack: string, extra?: Environment) => {
    init(stack);
    const args = ['plan', '-input=false', '-json', '-out=plan.tfplan'];
    return readPlan(terraform(folderOf(stack), args, environment(stack, extra)).stdout);
  };
  const applyPlan = (stack: string) => {
    run(stack, 'apply', '-input=false', '-no-color', 'plan.tfplan');
  };
  const apply = (stack: string) => {
    init(stack);
    const { status, stdout, stderr } = terraform(
      folderOf(stack),
      ['apply', '-input=false', '-json', '-auto-approve'],
      environment(stack),
    );
    const planned = readPlan(stdout);
    if (status !== 0) throw new Error(`${stack} is not applied:\n${planned.errors.join('\n')}${stderr}`);
    return planned;
  };

  const put = (files: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(files)) writeFile(join(folder, path), text);
  };

  return {
    folder,
    put,
    write: (files) => {
      put(files);
      const before = stacksOf(rendered);
      rendered = renderInto(folder);
      const gone = before.filter(({ stack }) => !stacksOf(rendered).some((each) => each.stack === stack));
      for (const { stack } of gone) rmSync(join(folderOf(stack), 'main.tf.json'), { force: true });
      return rendered;
    },
    writeStack: (stack, configuration) => {
      writeFile(join(folderOf(stack), 'main.tf.json'), JSON.stringify(configuration));
      writeOverride(folder, stack, localGitHub.override({}, folder));
    },
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    change: (action) => {
      const before = readWorld(worldFile);
      action(before);
      writeWorld(before, worldFile);
    },
    world: () => readWorld(worldFile),
    requests: () => readRequests(folder),
    losses: () => lossesIn(readRequests(folder)),
    init,
    plan,
    applyPlan,
    apply,
    applyAll: () => {
      for (const { stack } of stacksOf(rendered)) apply(stack);
    },
    changed: (stack, address) => changedAttributes(run(stack, 'show', '-json', 'plan.tfplan'), address),
    run,
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

/** The stacks of a plan in the order in which they are applied. */
export function stacksOf({ protect, accounts, publish }: AccessPlan): readonly (GitHubStackPlan | AccountPlan)[] {
  return [...protect, ...accounts, ...publish];
}

function renderInto(folder: string): AccessPlan {
  const { plan, diagnostics } = load({ bindings: join(folder, 'bindings.yaml') });
  if (!plan) throw new Error(formatText(diagnostics, createColors(false)));
  for (const [path, text] of renderOutput(plan, terraformJson(plan)).files)
    writeFile(join(folder, 'terraform', path), text);
  for (const stack of stacksOf(plan))
    writeOverride(folder, stack.stack, 'owner' in stack ? localGitHub.override(stack, folder) : {});
  return plan;
}

/** What is not as users have it: a state beside the stack, and more. */
function writeOverride(folder: string, stack: string, more: object): void {
  writeFile(join(folder, 'terraform', stack, 'override.tf.json'), JSON.stringify({ ...LOCAL_BACKEND, ...more }));
}

/** Those of the stack's side only: an account knows nothing of GitHub's token, and GitHub nothing of AWS. */
function credentials({ accounts, protect, publish }: AccessPlan, stack: string): Environment {
  const account = accounts.find((each) => each.stack === stack);
  if (account) return { AWS_ACCESS_KEY_ID: account.id, AWS_SECRET_ACCESS_KEY: 'none' };
  return localGitHub.credentials([...protect, ...publish].find((each) => each.stack === stack)?.auth ?? 'token');
}

interface ShownPlan {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly change: { readonly before: Attributes | null; readonly after: Attributes | null };
  }[];
}
type Attributes = Readonly<Record<string, unknown>>;

function changedAttributes(shown: string, address: string): Record<string, readonly [unknown, unknown]> {
  const { resource_changes: changes = [] } = JSON.parse(shown) as ShownPlan;
  const change = changes.find((each) => each.address === address)?.change;
  if (!change) throw new Error(`the plan does not mention ${address}`);
  const { before, after } = change;
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].sort();
  return Object.fromEntries(
    names
      .map((name) => [name, [withoutEmpty(before?.[name]), withoutEmpty(after?.[name])]] as const)
      .filter(([, [one, other]]) => JSON.stringify(one) !== JSON.stringify(other)),
  );
}

/** Nothing and none are the same in a block, and providers differ in which of them they say. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null && !isEmptyList(each)));
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function writeFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
