import { trustedOwners } from './trusted-owners';

/** A block of Terraform JSON. */
export type Block = Readonly<Record<string, unknown>>;

/** An object that Terraform manages by a configuration: a resource, or one instance of it. */
export interface ManagedObject {
  readonly address: string;
  readonly type: string;
  readonly body: Block;
}

/** What a stack's Terraform JSON says about the objects that it manages, and about where its state is. */
export interface Stack {
  readonly name: string;
  readonly objects: ReadonlyMap<string, ManagedObject>;
  /** Addresses from which `moved` blocks lead, and where to. */
  readonly moved: ReadonlyMap<string, string>;
  /** Addresses of `removed` blocks that do not destroy. */
  readonly letGo: ReadonlySet<string>;
  readonly imported: ReadonlySet<string>;
  readonly backend: Block;
  /** The AWS account that the stack is for. */
  readonly accountId?: string;
  /** The owner at GitHub that the stack is for. */
  readonly owner?: string;
  /** By name, the ids of the repositories that the stack makes sure of. */
  readonly repositoryIds: ReadonlyMap<string, string>;
  /** By name in lower case, the ids of the owners that the stack's roles trust. */
  readonly ownerIds: ReadonlyMap<string, string>;
  /** What could not be understood, in words. */
  readonly unread: readonly string[];
}

/**
 * Reads Terraform JSON as this program emits it. What it does not understand it says, and never passes over: what is not seen
 * cannot be missed.
 * https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function readStack(name: string, json: unknown): Stack {
  const unread: string[] = [];
  const config = blockOr(json, `${name} is not a configuration`, unread);
  const objects = managedObjects(config.resource, unread);
  const moved = addressPairs(config.moved, unread);
  const removed = listOr(config.removed, '`removed`', unread);
  const provider = isBlock(config.provider) ? config.provider : {};
  return {
    name,
    objects: new Map(objects.map((object) => [object.address, object])),
    moved,
    letGo: new Set(removed.filter(keepsObject).map((block) => text(block.from))),
    imported: new Set(listOr(config.import, '`import`', unread).map((block) => text(block.to))),
    backend: isBlock(config.terraform) && isBlock(config.terraform.backend) ? config.terraform.backend : {},
    accountId: onlyText(firstBlock(provider.aws)?.allowed_account_ids),
    owner: optionalText(firstBlock(provider.github)?.owner),
    repositoryIds: new Map(guardedIds(config.data)),
    ownerIds: trustedOwners(config),
    unread,
  };
}

/** Whether a value is a mapping. */
export function isBlock(value: unknown): value is Block {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text as it was before it was escaped for Terraform. */
export function unescaped(value: unknown): string {
  return text(value).replace(/\$\$\{|%%\{/g, (begin) => begin.slice(1));
}

function managedObjects(resources: unknown, unread: string[]): readonly ManagedObject[] {
  const types = Object.entries(blockOr(resources ?? {}, '`resource`', unread));
  return types.flatMap(([type, named]) =>
    Object.entries(blockOr(named, `\`${type}\``, unread)).flatMap(([name, body]) => {
      const address = `${type}.${name}`;
      if (isBlock(body)) return instances({ address, type, body }, unread);
      unread.push(`\`${address}\``);
      return [];
    }),
  );
}

/** With `for_each` an object for each key; one whose keys cannot be read stands for all of them. */
function instances(object: ManagedObject, unread: string[]): readonly ManagedObject[] {
  const { address, body } = object;
  if ('count' in body) unread.push(`\`count\` of \`${address}\``);
  if (!('for_each' in body)) return [object];
  const keys = keysOf(body.for_each);
  if (!keys) unread.push(`\`for_each\` of \`${address}\``);
  return keys ? keys.map((key) => ({ ...object, address: `${address}[${JSON.stringify(key)}]` })) : [object];
}

/** `{"a": …}`, or `${toset(["a"])}`. */
function keysOf(each: unknown): readonly string[] | undefined {
  if (isBlock(each)) return Object.keys(each);
  const [, list] = /^\$\{toset\((\[.*\])\)\}$/s.exec(text(each)) ?? [];
  const keys = list === undefined ? undefined : parseList(list);
  return keys?.every((key) => typeof key === 'string') ? keys : undefined;
}

function parseList(list: string): readonly unknown[] | undefined {
  try {
    return JSON.parse(list) as readonly unknown[];
  } catch {
    return undefined;
  }
}

function addressPairs(moves: unknown, unread: string[]): ReadonlyMap<string, string> {
  return new Map(listOr(moves, '`moved`', unread).map(({ from, to }) => [text(from), text(to)]));
}

/** Terraform destroys what `removed` names unless it says otherwise. */
function keepsObject({ lifecycle }: Block): boolean {
  return firstBlock(lifecycle)?.destroy === false;
}

/** A repository is looked up before anything is written to it, with the condition that its id is the one that is meant. */
function* guardedIds(data: unknown): Generator<readonly [name: string, id: string]> {
  const types = Object.entries(isBlock(data) ? data : {}).filter(([type]) => type.startsWith('github_'));
  for (const body of types.flatMap(([, named]) => (isBlock(named) ? Object.values(named) : []))) {
    if (!isBlock(body)) continue;
    const name = unescaped(body.name) || (unescaped(body.endpoint).split('/').at(-1) ?? '');
    const postconditions = firstBlock(body.lifecycle)?.postcondition;
    for (const each of Array.isArray(postconditions) ? postconditions : [postconditions]) {
      const [, id] = /==\s*"?(\d+)"?/.exec(isBlock(each) ? text(each.condition) : '') ?? [];
      if (id !== undefined) yield [name, id];
    }
  }
}

function blockOr(value: unknown, what: string, unread: string[]): Block {
  if (isBlock(value)) return value;
  unread.push(what);
  return {};
}

/** Terraform takes one block in place of a list. */
function listOr(value: unknown, what: string, unread: string[]): readonly Block[] {
  const list: readonly unknown[] = value === undefined ? [] : Array.isArray(value) ? value : [value];
  if (!list.every(isBlock)) unread.push(what);
  return list.filter(isBlock);
}

function firstBlock(value: unknown): Block | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return isBlock(first) ? first : undefined;
}

function onlyText(list: unknown): string | undefined {
  return Array.isArray(list) && list.length === 1 ? optionalText(list[0]) : undefined;
}

function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function text(value: unknown): string {
  return optionalText(value) ?? '';
}
