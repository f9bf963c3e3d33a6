import { buildSync } from 'esbuild';
import { join } from 'node:path';
import { MessageChannel, Worker, receiveMessageOnPort } from 'node:worker_threads';

/** A running server of worlds. */
export interface WorldsServer {
  /** The API's root, as Terraform's provider takes it, of the world in a folder of this name. */
  readonly baseUrl: (folderName: string) => string;
  readonly stop: () => Promise<void>;
}

/** Milliseconds after which the thread is taken to be dead: what is wrong with it cannot be said while this one waits. */
const DEAD = 120_000;

/**
 * Starts a server of worlds, and waits until it listens. It is a thread of its own: the tests wait for Terraform without
 * answering anything themselves.
 */
export function startWorldsServer(): WorldsServer {
  const { outputFiles } = buildSync({
    entryPoints: [join(process.cwd(), '__tests__/support/github/worlds-server.ts')],
    bundle: true,
    platform: 'node',
    write: false,
    logLevel: 'error',
  });
  const ready = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(outputFiles[0]?.text ?? '', {
    eval: true,
    workerData: { ready, port: port2 },
    transferList: [port2],
  });
  worker.unref();
  Atomics.wait(ready, 0, 0, DEAD);
  const port = receiveMessageOnPort(port1)?.message as unknown;
  if (typeof port !== 'number') throw new Error('the server of worlds did not say where it listens');
  return {
    baseUrl: (folderName) => `http://127.0.0.1:${port}/${folderName}/`,
    stop: async () => {
      await worker.terminate();
    },
  };
}
