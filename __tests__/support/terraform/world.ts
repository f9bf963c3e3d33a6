import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { GitHubWorld } from '../github/world';
import type { Environment as Variables } from './plugin/provider';

/**
 * What AWS and GitHub hold, in one file, so that a test can prepare what exists and see what is left. The file stands in for AWS;
 * GitHub is a server that keeps it.
 */
export interface World extends GitHubWorld {
  /** By account id. */
  readonly accounts: Record<string, Account>;
  /** Milliseconds that it takes to make what is slow, in which whatever should wait for it and does not comes too early. */
  making?: number;
}

/** An AWS account. */
export interface Account {
  /** By ARN. */
  readonly oidcProviders: Record<string, OidcProvider>;
  /** By name. */
  readonly roles: Record<string, Role>;
  /** ARNs of the customer-managed policies there are; without it there is every one. Those of AWS always are. */
  readonly policies?: readonly string[];
}

export interface OidcProvider {
  url: string;
  clientIds: readonly string[];
  thumbprints: readonly string[];
  tags: Readonly<Record<string, string>>;
}

export interface Role {
  path: string;
  description: string;
  trust: string;
  maxSessionDuration: number;
  permissionsBoundary: string;
  tags: Readonly<Record<string, string>>;
  /** Policy documents by name. */
  inline: Record<string, string>;
  /** ARNs of managed policies. */
  attached: readonly string[];
  readonly uniqueId: string;
}

/** The variable of the environment that says where the world's file is. */
export const WORLD_FILE = 'STAND_IN_WORLD';

/** The world in a file, as it is. */
export function readWorld(path: string): World {
  return JSON.parse(readFileSync(path, 'utf8')) as World;
}

/** Replaces the world. */
export function writeWorld(world: World, path: string): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(world, null, 2)}\n`);
  renameSync(`${path}.new`, path);
}

/** Changes the world in a file by a function, and gives what that gives; if it throws nothing is changed. */
export function change<T>(path: string, action: (world: World) => T): T {
  const world = readWorld(path);
  const result = action(world);
  writeWorld(world, path);
  return result;
}

/** Where the world's file is, by the environment that a stand-in is given. */
export function worldFile(environment: Variables): string {
  const path = environment[WORLD_FILE];
  if (path === undefined) throw new Error(`${WORLD_FILE} is not set`);
  return path;
}
