import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The file of a workspace's folder that holds its world. */
export const WORLD_FILE_NAME = 'world.json';

/** The file of a workspace's folder with a line for each request to its GitHub. */
export const REQUESTS_FILE = 'requests.jsonl';

/** A request that the server answered. */
export interface ServedRequest {
  readonly method: string;
  /** Below the API's root, as it was sent. */
  readonly path: string;
  readonly status: number;
  /** What it changed: `delete environment octo-org/web:production`. */
  readonly effect?: string;
}

/** What requests took away that nobody can bring back: environments, variables and templates. Rules come and go with their environment's settings. */
export function lossesIn(requests: readonly ServedRequest[]): readonly string[] {
  return requests.flatMap(({ effect }) =>
    /^(delete (environment|variable)|reset template) /.test(effect ?? '') ? [effect ?? ''] : [],
  );
}

/** The requests to the GitHub of a workspace, first to last. */
export function readRequests(folder: string): readonly ServedRequest[] {
  const path = join(folder, REQUESTS_FILE);
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as ServedRequest);
}
