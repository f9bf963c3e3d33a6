import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type GitHubServer, startGitHub } from '../support/github-server';
import { bindingsOf } from '../support/lock-run';

const ROOT = resolve(__dirname, '../..');
const CHILD = ['--require', join(ROOT, 'src/cli/typescript.cjs'), join(ROOT, 'fuzz/faults/lock-child.ts')];
const WEB = { fullName: 'octo-org/web', id: 1, ownerId: 123456 };
const NO_PROXIES = Object.fromEntries(
  ['http_proxy', 'https_proxy', 'no_proxy', 'all_proxy'].flatMap((name) => [
    [name, ''],
    [name.toUpperCase(), ''],
  ]),
);

let folder: string;
let server: GitHubServer;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oidc-bindings-lock-'));
  writeFileSync(join(folder, 'bindings.yaml'), bindingsOf('[{ repository: web, branch: main }]'));
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

function startLock(baseUrl: string, env: NodeJS.ProcessEnv = {}): [ChildProcess, Promise<Ended>] {
  const child = spawn(process.execPath, [...CHILD, 'bindings.yaml', 'bindings.lock.yaml', baseUrl], {
    cwd: folder,
    env: { ...process.env, ...NO_PROXIES, GITHUB_TOKEN: 'a-token', ...env },
  });
  let stderr = '';
  child.stderr.on('data', (text) => (stderr += String(text)));
  return [child, new Promise((done) => child.on('close', (code) => done({ code, stderr })))];
}

const runLockProcess = (baseUrl: string, env?: NodeJS.ProcessEnv) => startLock(baseUrl, env)[1];

/** A proxy on this machine that connects to wherever it is asked to, but for `refused`; it notes all that it is told. */
async function startProxy(refused?: string): Promise<{ url: string; heard: string[]; server: Server }> {
  const heard: string[] = [];
  const proxy = createServer((request, response) => {
    heard.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
    response.writeHead(500).end();
  });
  proxy.on('connect', (request, socket, head) => {
    heard.push(`CONNECT ${request.url} ${JSON.stringify(request.headers)}`);
    const [host = '', port = ''] = (request.url ?? '').split(':');
    if (host === refused) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const target = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      target.write(head);
      target.pipe(socket).pipe(target);
    });
    const end = () => [socket, target].forEach((each) => each.destroy());
    target.on('error', end);
    return socket.on('error', end);
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  return { url: `http://somebody:s3cret@127.0.0.1:${(proxy.address() as AddressInfo).port}`, heard, server: proxy };
}

it('asks through a proxy, which learns the name of the host and nothing else', async () => {
  server = await startGitHub({ repositories: [WEB] });
  const proxy = await startProxy();
  const { code, stderr } = await runLockProcess(server.url, { http_proxy: proxy.url });
  proxy.server.closeAllConnections();
  proxy.server.close();

  expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('is written') as string });
  expect(server.requests.length).toBeGreaterThan(3);
  expect(proxy.heard.length).toBeGreaterThan(0);
  for (const said of proxy.heard) {
    expect(said).toContain(`CONNECT ${new URL(server.url).host} `);
    expect(said).not.toContain('a-token');
  }
});

it.each([
  ['NO_PROXY', { HTTP_PROXY: 'PROXY', NO_PROXY: 'example.com,127.0.0.1' }],
  ['a proxy for the other protocol', { HTTPS_PROXY: 'PROXY' }],
])('asks no proxy for %s', async (_, given) => {
  server = await startGitHub({ repositories: [WEB] });
  const proxy = await startProxy();
  const env = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, value.replace('PROXY', proxy.url)]));
  const { code } = await runLockProcess(server.url, env);
  proxy.server.close();

  expect(code).toBe(0);
  expect(proxy.heard).toEqual([]);
});

it('says when a proxy refuses, and shows neither token nor password', async () => {
  server = await startGitHub({});
  const proxy = await startProxy('github.test');
  const { code, stderr } = await runLockProcess('https://github.test', { HTTPS_PROXY: proxy.url });
  proxy.server.closeAllConnections();
  proxy.server.close();

  expect(code).toBe(2);
  expect(stderr).toMatch(/github\.test, asked through the proxy 127\.0\.0\.1:\d+, cannot be reached: /);
  expect(stderr).not.toMatch(/s3cret|somebody|a-token/);
  expect(proxy.heard[0]).toContain('CONNECT github.test:443 ');
});

it('takes no other proxy than one of http', async () => {
  server = await startGitHub({});
  const { code, stderr } = await runLockProcess(server.url, { http_proxy: 'socks5://somebody:s3cret@127.0.0.1:1' });

  expect(code).toBe(2);
  expect(stderr).toContain('error: the proxy that the environment names is not the URL of an http or https proxy\n');
  expect(stderr).not.toContain('s3cret');
});

it('removes what a run left that was killed, and only that', async () => {
  server = await startGitHub({ repositories: [WEB] });
  const { pid: dead } = spawnSync(process.execPath, ['-e', '']);
  const own = [`.bindings.lock.yaml.${process.pid}`, '.bindings.lock.yaml.old', '.other.yaml.1'];
  for (const name of [...own, `.bindings.lock.yaml.${dead}`]) writeFileSync(join(folder, name), 'half');
  const { code } = await runLockProcess(server.url);
  expect(code).toBe(0);
  expect(readdirSync(folder).sort()).toEqual([...own, 'bindings.lock.yaml', 'bindings.yaml'].sort());

  writeFileSync(join(folder, `.bindings.lock.yaml.${dead}`), 'half');
  expect((await runLockProcess(server.url)).stderr).toContain('is up to date');
  expect(readdirSync(folder).sort()).toEqual([...own, 'bindings.lock.yaml', 'bindings.yaml'].sort());
});

it.each(['SIGINT', 'SIGTERM'] as const)('ends at %s with the file as it was', async (signal) => {
  let isAsked: () => void = () => undefined;
  const asked = new Promise<void>((done) => (isAsked = done));
  server = await startGitHub({
    repositories: [WEB],
    instead: () => {
      isAsked();
      return { status: 429, headers: { 'retry-after': '3600000' }, body: { message: 'Too many requests' } };
    },
  });
  writeFileSync(join(folder, 'bindings.lock.yaml'), 'version: 1\n');
  const [child, ended] = startLock(server.url);
  await asked;
  child.kill(signal);
  const { code, stderr } = await ended;

  expect(code).toBe(signal === 'SIGINT' ? 130 : 143);
  expect(stderr).toContain('interrupted: nothing was written\n');
  expect(readFileSync(join(folder, 'bindings.lock.yaml'), 'utf8')).toBe('version: 1\n');
  expect(readdirSync(folder).sort()).toEqual(['bindings.lock.yaml', 'bindings.yaml']);
});
