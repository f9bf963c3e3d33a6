import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { slotFor } from '../../fuzz/fields/put';
import { fieldsOf } from '../../fuzz/fields/schema-fields';
import { bindingsFile } from '../../src/bindings/schema/bindings-file';
import { lockFile } from '../../src/bindings/schema/lock-file';
import { permissionsPolicyFile, trustPolicyFile } from '../../src/bindings/schema/policy-file';
import { FIXTURES } from '../support/fixtures';
import { runCli } from '../support/run-cli';
import { notText } from '../support/runner-log';

/** What a terminal follows and what a runner follows, in every disguise. */
const HOSTILE =
  'x\u001b[2J\u001b]0;y\u0007\u0085\u202e\u2066\u2028::error::a\r::error::b\n \u3000\u00ad::error::c ##[error]d\u007f\u009b';
const ROOT = resolve(__dirname, '../..');

let folder = '';

/** A name of a folder is as hostile as a text can be. */
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'oidc-bindings-')), HOSTILE.replaceAll('/', ''));
  mkdirSync(folder);
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

const at = (path: string) => join(folder, path);
const input = () => ['--bindings', at('bindings.yaml'), '--lock', at('bindings.lock.yaml')];

/** What a run says that is not text. A workflow command is meant as such, and what it holds is looked at as what it is read as. */
async function wrongWith(...args: readonly string[]): Promise<readonly string[]> {
  const { stdout, stderr, status } = await runCli(...args);
  expect([0, 1, 2, undefined]).toContain(status);
  const lines = stdout.replace(/^::(?:error|warning|notice) file=[^:]*::(.*)$/gm, (_, text: string) =>
    text.replaceAll('%0A', '\n').replaceAll('%0D', '\r'),
  );
  return [...notText(lines), ...notText(stderr)].map((line) => `${args[0] ?? ''}: ${line}`);
}

/** Every command that reads bindings and asks no network. */
const COMMANDS: readonly (() => readonly string[])[] = [
  () => ['lint', ...input()],
  () => ['render', '--check', '--out', at('out'), ...input()],
  () => ['lint', '--format', 'github', ...input()],
  () => ['lint', '--format', 'json', ...input()],
  () => ['lint', '--format', 'sarif', ...input()],
  () => ['synth', '--out', at('cdktf.out'), ...input()],
  () => ['render', '--out', at('terraform'), ...input()],
  () => ['matrix', ...input()],
  () => ['workflow', 'web-deploy', ...input()],
  () => ['simulate', '--repository', 'web', ...input()],
  () => ['simulate', '--repository', 'web', '--format', 'json', ...input()],
  () => ['check-workflows', join(FIXTURES, 'workflows/well-known'), '--repository', 'web', ...input()],
];

/** Two commands are asked about each field: one of them every time, the others in turn. */
it.each([
  ['bindings.yaml', bindingsFile],
  ['bindings.lock.yaml', lockFile],
])('shows text in every field of %s as text', async (file, schema) => {
  const wrong: string[] = [];
  for (const [i, field] of fieldsOf(schema).entries()) {
    for (const name of ['bindings.yaml', 'bindings.lock.yaml']) cpSync(join(ROOT, name), at(name));
    const slot = slotFor(field, parse(readFileSync(at(file), 'utf8')));
    const change = i % 2 === 0 ? (before: string) => before + HOSTILE : () => HOSTILE;
    writeFileSync(at(file), stringify(slot.put(change)));
    for (const args of [COMMANDS[0], COMMANDS[1 + (i % (COMMANDS.length - 1))]])
      wrong.push(...(await wrongWith(...(args?.() ?? []))).map((line) => `${field.join('.')}: ${line}`));
  }

  expect(wrong).toEqual([]);
});

it.each([
  ['trust policy', trustPolicyFile, (path: string) => ['simulate', '--policy', path, '--claims', at('claims.json')]],
  ['trust policy to lint', trustPolicyFile, (path: string) => ['lint', '--policy', path]],
  ['policy to lint', permissionsPolicyFile, (path: string) => ['lint', '--policy', path, '--format', 'github']],
])('shows text in every field of a %s as text', async (_, schema, args) => {
  const claims = { iss: 'https://token.actions.githubusercontent.com', sub: HOSTILE, aud: HOSTILE, [HOSTILE]: HOSTILE };
  const sub = { 'token.actions.githubusercontent.com:sub': HOSTILE, [HOSTILE]: HOSTILE };
  const statement = { Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Condition: { StringEquals: sub } };
  const principal = { Federated: 'arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com' };
  const policy = { Version: '2012-10-17', Statement: [{ Sid: HOSTILE, Principal: principal, ...statement }] };
  writeFileSync(at('claims.json'), JSON.stringify(claims));

  const wrong: string[] = [];
  for (const field of fieldsOf(schema)) {
    writeFileSync(at('policy.json'), JSON.stringify(slotFor(field, policy).put((before) => before + HOSTILE)));
    wrong.push(...(await wrongWith(...args(at('policy.json')))).map((line) => `${field.join('.')}: ${line}`));
  }

  expect(wrong).toEqual([]);
});

/** The shipped files, and a waiver in force whose reason is hostile, as far as a comment can be. */
function withWaiver(): void {
  for (const name of ['bindings.yaml', 'bindings.lock.yaml']) cpSync(join(FIXTURES, 'lint/every-risk', name), at(name));
  const reason = HOSTILE.replace(/[\r\n\0]/g, '');
  const text = readFileSync(at('bindings.yaml'), 'utf8');
  writeFileSync(
    at('bindings.yaml'),
    text.replaceAll(/(ignore\[[a-z-]+\] until=\S+ ).*/g, (_, head: string) => head + reason),
  );
}

it('shows the reason of a waiver as text', async () => {
  withWaiver();

  for (const format of ['text', 'github', 'json', 'sarif'])
    expect(await wrongWith('lint', '--today', '2026-10-01', '--format', format, ...input())).toEqual([]);
  expect(await wrongWith('synth', '--out', at('out'), '--today', '2026-10-01', ...input())).toEqual([]);
});

it('shows what is in the way of its output as text', async () => {
  for (const name of ['bindings.yaml', 'bindings.lock.yaml']) cpSync(join(ROOT, name), at(name));
  await runCli('render', '--out', at('out'), ...input());
  await runCli('synth', '--out', at('cdktf.out'), ...input());
  for (const name of ['out/.gitignore', 'out/production/main.tf.json']) writeFileSync(at(name), `${HOSTILE}\n::x\n`);
  const manifest = JSON.stringify({ version: '1', stacks: { [HOSTILE]: {} } });
  writeFileSync(at('cdktf.out/manifest.json'), manifest);

  expect((await runCli('render', '--check', '--out', at('out'), ...input())).stdout).toContain('+++');
  expect(await wrongWith('render', '--check', '--out', at('out'), ...input())).toEqual([]);
  expect(await wrongWith('synth', '--out', at('cdktf.out'), ...input())).toEqual([]);
  writeFileSync(at('out/manifest.json'), manifest);
  expect(await wrongWith('render', '--out', at('out'), ...input())).toEqual([]);
});

it('shows text of workflows as text', async () => {
  for (const name of ['bindings.yaml', 'bindings.lock.yaml']) cpSync(join(ROOT, name), at(name));
  const from = join(FIXTURES, 'workflows/well-known/.github/workflows');
  mkdirSync(at('repo/.github/workflows'), { recursive: true });
  for (const name of readdirSync(from)) {
    const text = readFileSync(join(from, name), 'utf8').replace(
      /^( {2}|name: )([a-z-]+)$/gm,
      `$1"${HOSTILE.replace(/[\r\n]/g, '')}"`,
    );
    writeFileSync(
      at(`repo/.github/workflows/${name.replace('.yml', '\u001b[2J.yml')}`),
      text.replaceAll('production', JSON.stringify(HOSTILE)),
    );
  }

  for (const format of ['text', 'github', 'json', 'sarif'])
    expect(
      await wrongWith('check-workflows', at('repo'), '--repository', 'web', '--format', format, ...input()),
    ).toEqual([]);
});

it.each([
  ...[
    ['nonsense'],
    ['--nonsense'],
    ['lint', '--format'],
    ['lint', '--today'],
    ['lint', '--bindings'],
    ['lint', '--policy'],
  ],
  ...[
    ['simulate', '--repository'],
    ['simulate', '--claim'],
    ['simulate', '--context'],
    ['simulate', '--token'],
  ],
  ...[
    ['workflow', '--bindings', resolve(ROOT, 'bindings.yaml')],
    ['matrix', '--changed-since'],
    ['render', '--forget'],
  ],
])('shows a wrong argument of %j as text', async (...args) => {
  expect(await wrongWith(...args, HOSTILE)).toEqual([]);
  expect(await wrongWith(...args.slice(0, -1), `${args.at(-1) ?? ''}=${HOSTILE}`)).toEqual([]);
});
