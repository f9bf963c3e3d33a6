import { type Attributes, blocksOf, textOf } from '../plugin/value';
import { type Environment, type Owner, type Repository, type World, change, readWorld } from '../world';

/** A configured provider: where it writes, and whether it may. */
export interface GitHub {
  readonly owner: string;
  readonly base: string;
  readonly authenticated: boolean;
}

/** The process environment wins over the `owner` argument. */
export function connect(config: Attributes): GitHub {
  const environment = process.env;
  const owner = environment['GITHUB_ORGANIZATION'] || environment['GITHUB_OWNER'] || textOf(config['owner']);
  const token = textOf(config['token']) || environment['GITHUB_TOKEN'];
  const app = blocksOf(config['app_auth']).length > 0;
  if (app && !environment['GITHUB_APP_PEM_FILE'])
    throw new Error('app_auth.pem_file must be set and contain a non-empty value');
  const base = textOf(config['base_url']) || 'https://api.github.com/';
  return { owner, base: base.endsWith('/') ? base : `${base}/`, authenticated: app || Boolean(token) };
}

/** Runs a request against the owner, and writes back what it changes. */
export function request<T>(github: GitHub, method: string, path: string, action: (owner: Owner) => T): T {
  const run = (world: World) => {
    if (!github.authenticated) throw failure(github, method, path, 401, 'Requires authentication');
    const owner = world.owners[github.owner];
    if (!owner) throw failure(github, method, path, 404, 'Not Found');
    return action(owner);
  };
  return method === 'GET' ? run(readWorld()) : change(run);
}

/** An error as the REST client words it. */
export function failure({ base }: GitHub, method: string, path: string, status: number, message: string): Error {
  return new Error(`${method} ${base}${path}: ${status} ${message} []`);
}

/** GitHub finds names of repositories whatever their case. */
export function findRepository({ repositories }: Owner, name: string): Repository | undefined {
  return Object.entries(repositories).find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1];
}

/** GitHub finds names of environments whatever their case. */
export function findEnvironment({ environments }: Repository, name: string): Environment | undefined {
  return Object.entries(environments).find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1];
}

/** The parts of an id; in an environment's name `??` stands for `:`. */
export function idParts(id: string, count: number): readonly string[] {
  const parts = id.split(':');
  if (parts.length < count) throw new Error(`unexpected ID format ("${id}"); expected ${count} parts separated by ":"`);
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(':')];
}
