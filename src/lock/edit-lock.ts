import { isMap, parseDocument } from 'yaml';
import { compareText } from '../diagnostics/diagnostic';
import { type MapEdit, editMap, splice } from './edit-yaml';
import { ENVIRONMENT_FACTS, FACTS, type Facts, type LockedEnvironment } from './facts';
import { type Tree, blockText } from './yaml-text';

/** An entry of the lock file as it should be. */
export interface LockEntry {
  readonly fullName: string;
  /** The name under which the file has it; nothing if it has not. */
  readonly was?: string;
  readonly facts: Facts;
}

const HEADER = `# What GitHub says about the repositories in bindings.yaml, written by \`npx oidc-bindings lock\`. Commit it, and review its
# changes: the ids decide who is trusted, and subject_prefix decides how.
`;

/** Repositories, their facts and their environments have lines of their own; what is known of an environment is in braces. */
const FLOW_DEPTH = 3;

/** The text of a lock file with these entries brought up to date and those removed. All else stays byte for byte. */
export function editLock(text: string, entries: readonly LockEntry[], removed: readonly string[]): string {
  const document = parseDocument(text, { uniqueKeys: false });
  const sorted = entries.toSorted((a, b) => compareText(a.fullName, b.fullName));
  const trees = new Map<string, Tree>(sorted.map(({ fullName, facts }) => [fullName, factsTree(facts)]));
  const root = document.contents;
  if (!isMap(root) || root.items.length === 0) {
    const file = new Map<string, Tree>([
      ['version', 1],
      ['repositories', trees],
    ]);
    return `${text.trim() === '' ? HEADER : text.replace(/\n?$/, '\n')}${blockText(file, '', FLOW_DEPTH)}`;
  }
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const edits = editMap(text, root, rootEdit(trees, sorted, removed, root));
  return splice(
    text,
    edits.map((edit) => ({ ...edit, text: edit.text.replaceAll('\n', newline) })),
  );
}

function rootEdit(
  trees: ReadonlyMap<string, Tree>,
  entries: readonly LockEntry[],
  removed: readonly string[],
  root: { get(key: string): unknown },
): MapEdit {
  const renames = new Map(
    entries.flatMap(({ was, fullName }) => (was === undefined ? [] : [[was, fullName] as const])),
  );
  const present = root.get('repositories');
  const isEmptied =
    trees.size === 0 && isMap(present) && present.items.every(({ key }) => removed.includes(String(key)));
  const repositories: MapEdit = {
    entries: trees,
    compare: compareText,
    drops: (name) => removed.includes(name),
    renames,
    below: (name) => factsEdit(trees.get(name)),
    flowDepth: FLOW_DEPTH - 1,
  };
  return {
    entries: new Map([['repositories', trees]]),
    compare: byOrder(['version', 'repositories']),
    drops: () => false,
    below: () => (isEmptied ? undefined : repositories),
    flowDepth: FLOW_DEPTH,
  };
}

function factsEdit(facts: Tree | undefined): MapEdit | undefined {
  if (!(facts instanceof Map)) return undefined;
  const environments = (facts as ReadonlyMap<string, Tree>).get('environments');
  return {
    entries: facts as ReadonlyMap<string, Tree>,
    compare: byOrder(FACTS),
    drops: (key) => (FACTS as readonly string[]).includes(key),
    below: (key) => (key === 'environments' ? environmentsEdit(environments) : undefined),
    flowDepth: FLOW_DEPTH - 2,
  };
}

function environmentsEdit(environments: Tree | undefined): MapEdit | undefined {
  if (!(environments instanceof Map)) return undefined;
  const entries = environments as ReadonlyMap<string, Tree>;
  return {
    entries,
    compare: compareText,
    drops: () => true,
    below: (name) => environmentEdit(entries.get(name)),
    flowDepth: FLOW_DEPTH - 3,
  };
}

function environmentEdit(facts: Tree | undefined): MapEdit | undefined {
  if (!(facts instanceof Map) || facts.size === 0) return undefined;
  const entries = facts as ReadonlyMap<string, Tree>;
  return {
    entries,
    compare: byOrder(ENVIRONMENT_FACTS),
    drops: (key) => (ENVIRONMENT_FACTS as readonly string[]).includes(key),
    below: (key) => rulesEdit(entries.get(key)),
    flowDepth: 0,
  };
}

function rulesEdit(rules: Tree | undefined): MapEdit | undefined {
  if (!(rules instanceof Map) || rules.size === 0) return undefined;
  return { entries: rules as ReadonlyMap<string, Tree>, compare: compareText, drops: () => true, flowDepth: 0 };
}

/** By place in a list; what is not in it comes last. */
function byOrder(keys: readonly string[]): (a: string, b: string) => number {
  const rank = (key: string) => (keys.includes(key) ? keys.indexOf(key) : keys.length);
  return (a, b) => rank(a) - rank(b);
}

function factsTree(facts: Facts): Tree {
  const tree = FACTS.flatMap((fact): readonly (readonly [string, Tree])[] => {
    if (fact !== 'environments') return entryOf(fact, facts[fact]);
    const environments = facts.environments ?? new Map<string, LockedEnvironment>();
    const sorted = [...environments].toSorted(([a], [b]) => compareText(a, b));
    return environments.size === 0
      ? []
      : [[fact, new Map(sorted.map(([name, known]) => [name, environmentTree(known)]))]];
  });
  return new Map(tree);
}

function environmentTree(known: LockedEnvironment): Tree {
  if (known === 'absent') return known;
  return new Map(ENVIRONMENT_FACTS.flatMap((fact) => entryOf(fact, known[fact])));
}

function entryOf(key: string, value: Tree | undefined): readonly (readonly [string, Tree])[] {
  return value === undefined ? [] : [[key, value]];
}
