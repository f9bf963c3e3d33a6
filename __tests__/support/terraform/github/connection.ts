import { type Attributes, blocksOf, textOf } from '../plugin/value';
import type { Environment as Variables } from '../plugin/provider';
import type { Attribute, NestedBlock, ProviderSchema } from '../plugin/schema';
import { type Environment, type Owner, type Repository, change, readWorld, worldFile } from '../world';

/** A configured provider: the world's file, where it writes, and whether it may. */
export interface GitHub {
  readonly world: string;
  readonly owner: string;
  readonly base: string;
  readonly authenticated: boolean;
}

/** Arguments of `app_auth`, in the order they are asked for, with the variables of the environment that stand in for them. */
const APP_ARGUMENTS = [
  ['id', 'GITHUB_APP_ID'],
  ['installation_id', 'GITHUB_APP_INSTALLATION_ID'],
  ['pem_file', 'GITHUB_APP_PEM_FILE'],
] as const;

/** The schema as it depends on the environment: what is set there may be left out of `app_auth`. */
export function withEnvironment(schema: ProviderSchema, env: Variables): ProviderSchema {
  const { provider } = schema;
  const blocks = provider.blocks.map((each) => (each.name === 'app_auth' ? withoutRequired(each, env) : each));
  return { ...schema, provider: { ...provider, blocks } };
}

function withoutRequired(nested: NestedBlock, env: Variables): NestedBlock {
  const isSet = (name: string) => APP_ARGUMENTS.some(([each, variable]) => each === name && env[variable]);
  const relax = (each: Attribute) => (isSet(each.name) ? { ...each, required: false, optional: true } : each);
  return { ...nested, block: { ...nested.block, attributes: nested.block.attributes.map(relax) } };
}

/** The environment wins over the `owner` argument, and the `organization` argument over both. */
export function connect(config: Attributes, env: Variables): GitHub {
  const owner =
    textOf(config['organization']) || env['GITHUB_ORGANIZATION'] || env['GITHUB_OWNER'] || textOf(config['owner']);
  const base = apiBase(textOf(config['base_url']) || env['GITHUB_BASE_URL'] || 'https://api.github.com/');
  const [app] = blocksOf(config['app_auth']);
  if (app) requireApp(app, env);
  const authenticated = Boolean(app ?? (textOf(config['token']) || env['GITHUB_TOKEN']));
  return { world: worldFile(env), owner, base, authenticated };
}

function requireApp(app: Attributes, env: Variables): void {
  for (const [name, variable] of APP_ARGUMENTS)
    if (!textOf(app[name]) && !env[variable])
      throw new Error(`app_auth.${name} must be set and contain a non-empty value`);
}

/** An enterprise server has its API below a path. */
function apiBase(text: string): string {
  if (!URL.canParse(text)) throw new Error('base_url must be absolute');
  const { protocol, hostname, pathname, origin } = new URL(text);
  if (hostname !== 'api.github.com' && !/^[a-zA-Z0-9.-]+\.ghe\.com$/.test(hostname))
    return `${origin}${pathname.replace(/\/+$/, '')}/api/v3/`;
  if (protocol !== 'https:') throw new Error('base_url for github.com or ghe.com must use the https scheme');
  if (pathname !== '/') throw new Error(`base_url for github.com or ghe.com must not contain a path, got ${pathname}`);
  return `${origin}/`;
}

/** Reads something of the owner; nothing if that, or the owner, does not exist. */
export function lookUp<T>(github: GitHub, path: string, find: (owner: Owner) => T | undefined): T | undefined {
  requireToken(github, 'GET', path);
  const owner = entryOf(readWorld(github.world).owners, github.owner)?.[1];
  return owner && find(owner);
}

/** Runs a request that changes something of the owner. */
export function request<T>(github: GitHub, method: string, path: string, action: (owner: Owner) => T): T {
  requireToken(github, method, path);
  return change(github.world, ({ owners }) => {
    const owner = entryOf(owners, github.owner)?.[1];
    if (!owner) throw notFound(github, method, path);
    return action(owner);
  });
}

function requireToken(github: GitHub, method: string, path: string): void {
  if (!github.authenticated) throw failure(github, method, path, 401, 'Requires authentication');
}

/** An error as the REST client words it. */
export function failure({ base }: GitHub, method: string, path: string, status: number, message: string): Error {
  return new Error(`${method} ${base}${path}: ${status} ${message} []`);
}

/** The error for what does not exist, or may not be seen. */
export function notFound(github: GitHub, method: string, path: string): Error {
  return failure(github, method, path, 404, 'Not Found');
}

/** What a record has under a name, with the name as it is written there: GitHub finds names whatever their case. */
export function entryOf<T>(record: Readonly<Record<string, T>>, name: string): readonly [string, T] | undefined {
  return Object.entries(record).find(([each]) => each.toLowerCase() === name.toLowerCase());
}

/** A repository by its name. */
export function findRepository({ repositories }: Owner, name: string): Repository | undefined {
  return entryOf(repositories, name)?.[1];
}

/** An environment by the names of its repository and its own. */
export function findEnvironment(owner: Owner, repository: string, name: string): Environment | undefined {
  const found = findRepository(owner, repository);
  return found && entryOf(found.environments, name)?.[1];
}

/** A name as one segment of a path, as Go escapes it. */
export function segment(name: string): string {
  return encodeURIComponent(name)
    .replace(/%(?:24|26|2B|3A|3D|40)/g, decodeURIComponent)
    .replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The name of an environment as ids have it, whose separator is `:`. */
export function escaped(environment: string): string {
  return environment.replaceAll(':', '??');
}

/** The parts of an id by their names; in an environment's name `??` stands for `:`. */
export function idParts<N extends string>(id: string, names: readonly N[]): Readonly<Record<N, string>> {
  const parts = id.split(':');
  if (parts.length < names.length)
    throw new Error(
      `unexpected ID format ("${id}")${names.length === 2 ? '; expected' : '. Expected'} ${names.join(':')}`,
    );
  const values = [...parts.slice(0, names.length - 1), parts.slice(names.length - 1).join(':')];
  const named = names.map((name, i) => {
    const value = values[i] ?? '';
    return [name, name === 'environment' ? value.replaceAll('??', ':') : value] as const;
  });
  return Object.fromEntries(named) as Record<N, string>;
}
