import { AsyncLocalStorage } from 'node:async_hooks';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LockOptions, lock } from '../../src/cli/commands/lock';
import { type GitHubServer, type ServerOptions, startGitHub } from './github-server';

/** How `lock` ended, and what it left. */
export interface LockRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The lock file afterwards; empty if there is none. */
  readonly text: string;
  readonly server: GitHubServer;
}

/** What one run is made of. */
export interface Scene extends ServerOptions {
  readonly bindings: string;
  readonly lock?: string;
  readonly options?: Partial<LockOptions>;
  /** Default: one that the server does not look at. */
  readonly token?: string | null;
  /** Called at each request, with the path of the lock file. */
  readonly during?: (lock: string, count: number) => void;
}

interface Streams {
  stdout: string;
  stderr: string;
}

/** Each run has its own, so that one which goes on after its test is over says nothing in the next one's. */
const streamsOf = new AsyncLocalStorage<Streams>();

beforeAll(() => {
  for (const name of ['stdout', 'stderr'] as const) {
    const write = process[name].write.bind(process[name]);
    jest.spyOn(process[name], 'write').mockImplementation((...args) => {
      const streams = streamsOf.getStore();
      if (!streams) return write(...(args as [string]));
      streams[name] += String(args[0]);
      return true;
    });
  }
});
afterAll(() => jest.restoreAllMocks());

/** Runs `lock` in a folder of its own, against a server of its own; a second of waiting takes a millisecond. */
export async function runLock(scene: Scene): Promise<LockRun> {
  const { bindings, lock: before, options, token = 'a-token', during, instead, ...served } = scene;
  const folder = mkdtempSync(join(tmpdir(), 'oidc-bindings-'));
  const paths = { bindings: join(folder, 'bindings.yaml'), lock: join(folder, 'bindings.lock.yaml') };
  const server = await startGitHub({
    ...served,
    instead(path, headers, count) {
      during?.(paths.lock, count);
      return instead?.(path, headers, count);
    },
  });
  writeFileSync(paths.bindings, bindings);
  if (before !== undefined) writeFileSync(paths.lock, before);
  const streams = { stdout: '', stderr: '' };
  try {
    const code = await streamsOf.run(streams, () =>
      lock(
        { ...paths, format: 'text', ...options },
        { baseUrl: server.url, env: token === null ? {} : { GITHUB_TOKEN: token }, secondMs: 1 },
      ),
    );
    const text = existsSync(paths.lock) ? readFileSync(paths.lock, 'utf8') : '';
    return { code, stdout: streams.stdout, stderr: streams.stderr.replaceAll(`${folder}/`, ''), text, server };
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A bindings file whose one binding trusts this, in accounts `staging` and `production`. */
export function bindingsOf(trust: string, more = ''): string {
  return `version: 1
github: { owner: octo-org }
accounts:
  staging: { id: '222222222222', region: us-east-2 }
  production: { id: '111111111111', region: us-east-2 }
${more}bindings:
  deploy:
    accounts: [all]
    trust: ${trust}
    permissions: []
`;
}
