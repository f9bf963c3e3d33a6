import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeNew } from '../../src/cli/output/write-new';

const ROOT = resolve(__dirname, '../..');
const RUN = ['--require', join(ROOT, 'src/cli/typescript.cjs'), join(ROOT, '__tests__/support/init-run.ts')];
const ALL = [
  ...['--owner', 'octo-org', '--repository', 'web', '--environment', 'production', '--account-id', '111111111111'],
  ...['--region', 'us-east-2', '--oidc-provider', 'create', '--preset', 's3-sync', '--parameter', 'bucket=octo-web'],
];

let folder = '';
/** A GitHub that never answers. */
let server: Server;
let onAsked: () => void = () => undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'oidc-bindings-'));
  server = createServer(() => onAsked());
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly status: number | null;
  readonly output: string;
}

function start(command: string, args: readonly string[], onOutput: (output: string) => void = () => undefined) {
  const env = { ...process.env, GITHUB_TOKEN: 'a-token', NO_COLOR: '1', TERM: 'dumb' };
  const run = spawn(command, args, { cwd: folder, env });
  let output = '';
  for (const stream of [run.stdout, run.stderr])
    stream.on('data', (text: Buffer) => {
      output += text.toString();
      onOutput(output);
    });
  const ended = new Promise<Ended>((done) => run.once('close', (status) => done({ status, output })));
  return { run, ended };
}

const init = (...options: readonly string[]) => {
  const { port } = server.address() as AddressInfo;
  return [...RUN, `http://127.0.0.1:${port}`, ...options];
};

/** On a pseudo-terminal, which says afterwards whether it still echoes. */
function atTerminal(onOutput: (output: string) => void, ...options: readonly string[]) {
  const command = [process.execPath, ...init(...options)].map((word) => `'${word}'`).join(' ');
  const script = `${command}; code=$?; stty -a | grep -o -- '-\\?\\bicanon\\b'; exit $code`;
  return start('script', ['--quiet', '--return', '--command', script, '/dev/null'], onOutput);
}

it('writes nothing when it is interrupted at a question, and leaves the terminal as it was', async () => {
  let isTyped = false;
  const { run, ended } = atTerminal(
    (output) => {
      if (isTyped || !output.endsWith('> ')) return;
      isTyped = true;
      run.stdin.write('\u0003');
    },
    '--owner',
    'octo-org',
  );

  const { status, output } = await ended;

  expect(output).toContain('interrupted: nothing was written');
  expect(output).toMatch(/^icanon/m);
  expect(status).toBe(130);
  expect(readdirSync(folder)).toEqual([]);
});

it('writes nothing when it is interrupted on a terminal while GitHub is asked', async () => {
  const { run, ended } = atTerminal(() => undefined, ...ALL);
  onAsked = () => run.stdin.write('\u0003');

  const { status, output } = await ended;

  expect(output).toContain('interrupted: nothing was written');
  expect(output).toMatch(/^icanon/m);
  expect(status).toBe(130);
  expect(readdirSync(folder)).toEqual([]);
});

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('writes nothing when %s ends it while GitHub is asked', async (signal, code) => {
  const { run, ended } = start(process.execPath, init(...ALL));
  onAsked = () => run.kill(signal);

  expect(await ended).toMatchObject({ status: code, output: expect.stringContaining('interrupted') as string });
  expect(readdirSync(folder)).toEqual([]);
});

it('takes three names for three files', async () => {
  const { status, output } = await start(process.execPath, init(...ALL, '--bindings', 'x', '--lock', './x')).ended;

  expect(output).toContain('three files');
  expect(status).toBe(2);
  expect(readdirSync(folder)).toEqual([]);
});

it('makes all files or none', () => {
  const at = (path: string) => join(folder, path);
  const texts = new Map(['a.yaml', 'new/b.yaml', 'new/below/c.yaml', 'there/d.yaml'].map((path) => [at(path), 'x']));
  mkdirSync(at('there'));
  writeFileSync(at('there/d.yaml'), 'mine');

  expect(() => writeNew(texts)).toThrow('d.yaml is there already, and is not overwritten');
  expect(readdirSync(folder)).toEqual(['there']);
  expect(readFileSync(at('there/d.yaml'), 'utf8')).toBe('mine');

  rmSync(at('there'), { recursive: true });
  writeFileSync(at('there'), '');
  expect(() => writeNew(texts)).toThrow('cannot be written: ');
  expect(readdirSync(folder)).toEqual(['there']);

  rmSync(at('there'));
  writeNew(texts);
  expect(readdirSync(folder, { recursive: true }).length).toBe(7);
});
