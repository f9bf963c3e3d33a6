import { appendFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MessagePort, workerData } from 'node:worker_threads';
import { NOT_FOUND } from './answer';
import { answer } from './api';
import { REQUESTS_FILE, WORLD_FILE_NAME } from './files';
import { httpServer } from './http';
import { readRequest } from './request';
import { readWorld, writeWorld } from '../terraform/world';

/**
 * Serves the worlds of all workspaces, each below the name of its folder: `/terraform-Ab12Cd/api/v3`, as an enterprise server has
 * its API. What a world holds is in its folder's file, read at each request: so a test changes and reads it between two commands.
 */
const server = httpServer((received) => {
  const [prefix, name] = /^\/([\w-]+)\/api\/v3(?=\/)/.exec(received.url) ?? [];
  const request = prefix === undefined ? undefined : readRequest(received, { prefix });
  if (name === undefined || !request) return NOT_FOUND;
  const folder = join(tmpdir(), name);
  const world = readWorld(join(folder, WORLD_FILE_NAME));
  const given = answer(world, request);
  if (given.effect !== undefined) writeWorld(world, join(folder, WORLD_FILE_NAME));
  const { method, path } = request;
  const served = { method, path, status: given.status, effect: given.effect };
  appendFileSync(join(folder, REQUESTS_FILE), `${JSON.stringify(served)}\n`);
  return given;
});
const { ready, port } = workerData as { readonly ready: Int32Array; readonly port: MessagePort };
server.listen(0, '127.0.0.1', () => {
  port.postMessage((server.address() as AddressInfo).port);
  Atomics.store(ready, 0, 1);
  Atomics.notify(ready, 0);
});
