import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { FIXTURES } from '../support/fixtures';

const BIN = resolve(__dirname, '../../src/cli/bin.cjs');
const policy = (name: string) => resolve(FIXTURES, 'policies', `${name}.json`);
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oidc-bindings-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function lint(file: string, ...more: readonly string[]) {
  const { BINDINGS: _, NO_COLOR: __, FORCE_COLOR: ___, ...env } = process.env;
  return spawnSync(process.execPath, [BIN, 'lint', '--policy', file, ...more], { cwd: folder, encoding: 'utf8', env });
}

it('says how many roles there were, and exits by what was found', () => {
  expect(lint(policy('list-roles'))).toMatchObject({
    status: 1,
    stdout: '',
    stderr: expect.stringMatching(
      /role `sandbox`, [^]*\n1 error; 2 roles trust GitHub, 2 others were passed over\n$/,
    ) as string,
  });
  expect(lint(policy('environment-by-id'))).toMatchObject({
    status: 0,
    stderr: 'no findings; the policy trusts GitHub\n',
  });
  expect(lint(policy('environment-by-id'), '--quiet')).toMatchObject({ status: 0, stdout: '', stderr: '' });
});

it('lets warnings fail where it is asked to', () => {
  expect(lint(policy('branch-by-name')).status).toBe(0);
  expect(lint(policy('branch-by-name'), '--strict').status).toBe(1);
});

it('gives findings as JSON, and as annotations', () => {
  const { status, stdout, stderr } = lint(policy('any-subject'), '--format', 'json');

  expect(status).toBe(1);
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toMatchObject({
    diagnostics: [
      { rule: 'wildcard-owner', severity: 'error', line: 15, column: 54, help_url: 'docs/rules/wildcard-owner.md' },
    ],
    summary: { error: 1, warning: 0, info: 0 },
  });
  expect(lint(policy('any-subject'), '--format', 'github').stdout).toMatch(
    /^::error file=.*,line=15,col=54,.*wildcard-owner/,
  );
});

it('says in a sentence what cannot be read', () => {
  writeFileSync(join(folder, 'binary.json'), Buffer.from([0xff, 0xfe, 0x7b, 0x00]));
  writeFileSync(join(folder, 'text.json'), 'Version: 2012-10-17\n');
  writeFileSync(join(folder, 'large.json'), `["${'x'.repeat(9 << 20)}"]`);

  expect(lint('missing.json')).toMatchObject({ status: 2, stderr: 'error: there is no missing.json\n' });
  expect(lint('.')).toMatchObject({ status: 2, stderr: 'error: . is not a file\n' });
  expect(lint('binary.json')).toMatchObject({ status: 2, stderr: 'error: binary.json is not UTF-8 text\n' });
  expect(lint('text.json')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('`text.json` is not JSON') as string,
  });
  expect(lint('large.json')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('larger than 8 MiB') as string,
  });
});

it('is about policies or about bindings', () => {
  expect(lint(policy('any-subject'), '--bindings', 'bindings.yaml')).toMatchObject({ status: 2, stdout: '' });
  expect(lint(policy('any-subject'), '--lock', 'bindings.lock.yaml').stderr).toContain('cannot be used with');
});
