import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Mirror, type ProviderName, installProviders } from './install';
import type { Environment } from './plugin/provider';
import type { Listening } from './plugin/serve';
import { succeed, terraformEnvironment } from './run';

/** Milliseconds after which a thread is taken to be dead: whatever is wrong with it cannot be said while the main thread waits. */
const DEAD = 120_000;

/**
 * Stand-ins that run as threads of this process for as long as it wants, since to start one for each of Terraform's commands takes
 * longer than what it does there.
 */
export interface StandIns {
  /**
   * The value of `TF_REATTACH_PROVIDERS` that sends a command of an environment to these providers. Each environment has sockets
   * of its own, so that a provider knows whose command it serves.
   */
  readonly reattach: (environment: Environment, providers: readonly ProviderName[]) => string;
  /**
   * The value of `TF_DATA_DIR` for a stack whose backend is `LOCAL_BACKEND`: what `init` would leave there is the same for each,
   * as there is no provider to be installed.
   */
  readonly initialized: () => string;
  readonly stop: () => Promise<void>;
}

/** A backend whose state is beside the stack. */
export const LOCAL_BACKEND = { terraform: { backend: { local: {} } } };

/** Those of this process, each started when it is first needed. */
export const standIns = prepareStandIns();

function prepareStandIns(): StandIns {
  const folder = mkdtempSync(join(tmpdir(), 'stand-ins-'));
  const threads = new Map<ProviderName, Worker>();
  const sockets = new Map<string, string>();
  let mirror: Mirror | undefined;

  const installed = (name: ProviderName) => (mirror ??= installProviders()).providers[name];
  const threadOf = (name: ProviderName) => {
    const thread = threads.get(name) ?? new Worker(installed(name).program, { env: {} });
    thread.unref();
    threads.set(name, thread);
    return thread;
  };
  const socketOf = (name: ProviderName, environment: Environment) => {
    const key = JSON.stringify([name, environment]);
    const known = sockets.get(key);
    if (known !== undefined) return known;
    const socket = join(folder, `${sockets.size}.sock`);
    listen(threadOf(name), { socket, environment, ready: new Int32Array(new SharedArrayBuffer(4)) });
    sockets.set(key, socket);
    return socket;
  };

  return {
    reattach: (environment, providers) =>
      JSON.stringify(
        Object.fromEntries(
          providers.map((name) => {
            const Addr = { Network: 'unix', String: socketOf(name, environment) };
            return [
              installed(name).source,
              { Protocol: 'grpc', ProtocolVersion: 5, Pid: process.pid, Test: true, Addr },
            ];
          }),
        ),
      ),
    initialized: () => {
      const data = join(folder, '.terraform');
      if (existsSync(data)) return data;
      writeFileSync(join(folder, 'main.tf.json'), JSON.stringify(LOCAL_BACKEND));
      succeed(folder, ['init', '-input=false', '-no-color'], terraformEnvironment(folder));
      return data;
    },
    stop: async () => {
      await Promise.all([...threads.values()].map((thread) => thread.terminate()));
      rmSync(folder, { recursive: true });
    },
  };
}

function listen(thread: Worker, message: Listening): void {
  thread.postMessage(message);
  if (Atomics.wait(message.ready, 0, 0, DEAD) === 'timed-out') throw new Error('a stand-in does not answer');
}
