import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { FIXTURES } from '../support/fixtures';

const ROOT = resolve(__dirname, '../..');
const BIN = join(ROOT, 'src/cli/bin.cjs');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oidc-bindings-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function execute(script: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) {
  const { BINDINGS: _, CDKTF_OUTDIR: __, NO_COLOR: ___, FORCE_COLOR: ____, ...inherited } = process.env;
  return spawnSync(process.execPath, script, { cwd, encoding: 'utf8', env: { ...inherited, ...env } });
}

const cli = (...args: readonly string[]) => execute([BIN, ...args], folder);
const main = (env: Readonly<Record<string, string>>) =>
  execute(['--require', './src/cli/typescript.cjs', 'main.ts'], ROOT, env);
const fixture = (path: string) => resolve(FIXTURES, path);

const OK = ['--bindings', fixture('lint/clean/bindings.yaml')];
const WRONG = [
  '--bindings',
  fixture('bindings/err/ten-mistakes.yaml'),
  '--lock',
  fixture('bindings/bindings.lock.yaml'),
];

it('synthesizes into the output folder and says what is there', () => {
  const { status, stdout, stderr } = cli('synth', ...OK);

  expect(stdout).toBe('');
  expect(stderr).toBe(
    [
      'stack                    holds',
      'github-protect-octo-org  1 environment',
      'production               1 role, 1 subject  account 111111111111',
      'no findings; Terraform JSON is in cdktf.out/stacks',
      '',
    ].join('\n'),
  );
  expect(readdirSync(join(folder, 'cdktf.out/stacks'))).toEqual(['github-protect-octo-org', 'production']);
  expect(status).toBe(0);
});

it('writes nothing at all from a file with errors', () => {
  const { status, stderr } = cli('synth', ...WRONG);

  expect(stderr).toContain('11 errors; nothing was written');
  expect(readdirSync(folder)).toEqual([]);
  expect(status).toBe(1);
});

it('lints without writing', () => {
  expect(cli('lint', ...OK)).toMatchObject({ status: 0, stdout: '', stderr: 'no findings\n' });
  expect(cli('lint', '--quiet', ...OK)).toMatchObject({ status: 0, stdout: '', stderr: '' });
  expect(cli('lint', ...WRONG).status).toBe(1);
  expect(readdirSync(folder)).toEqual([]);
});

it('gives findings as JSON with their positions', () => {
  const { status, stdout, stderr } = cli('lint', '--format', 'json', ...WRONG);
  const report = JSON.parse(stdout) as { diagnostics: readonly object[]; summary: object };

  expect(stderr).toBe('');
  expect(report.summary).toEqual({ error: 11, warning: 0, info: 0 });
  expect(report.diagnostics[3]).toEqual({
    rule: 'wrong-case',
    severity: 'error',
    message: [
      '`Web` is spelled `web` at GitHub, and AWS compares subjects letter by letter',
      'write it so wherever it stands; if it was applied as it is now, say so, and Terraform deletes nothing:',
      '  repositories: { web: { renamed_from: Web } }',
    ].join('\n'),
    file: fixture('bindings/err/ten-mistakes.yaml'),
    line: 11,
    column: 23,
    end_line: 11,
    end_column: 26,
    help_url: 'docs/rules/wrong-case.md',
    related: [
      { message: "GitHub's spelling, as locked", file: fixture('bindings/bindings.lock.yaml'), line: 3, column: 3 },
    ],
  });
  expect(status).toBe(1);
});

it('gives findings as workflow commands', () => {
  const { stdout } = cli('lint', '--format', 'github', ...WRONG);

  expect(stdout.split('\n')[0]).toMatch(
    /^::error file=.*ten-mistakes\.yaml,line=3,col=1,endLine=3,endColumn=8,title=unknown-key::unknown key `acounts`/,
  );
});

it.each([['lint'], ['synth'], ['render']])('%s gives findings as SARIF', (command) => {
  const { status, stdout, stderr } = cli(command, '--quiet', '--format', 'sarif', ...WRONG);
  const log = JSON.parse(stdout) as { version: string; runs: readonly { results: readonly object[] }[] };

  expect(stderr).toBe('');
  expect(log.version).toBe('2.1.0');
  expect(log.runs[0]?.results).toHaveLength(11);
  expect(status).toBe(1);
});

it('colors only where somebody looks and nobody forbids it', () => {
  const escape = '\u001b[';

  expect(cli('lint', ...WRONG).stderr).not.toContain(escape);
  expect(execute([BIN, 'lint', ...WRONG], folder, { FORCE_COLOR: '1' }).stderr).toContain(escape);
  expect(execute([BIN, 'lint', ...WRONG], folder, { FORCE_COLOR: '1', NO_COLOR: '1' }).stderr).not.toContain(escape);
  expect(execute([BIN, 'lint', '--no-color', ...WRONG], folder, { FORCE_COLOR: '1' }).stderr).not.toContain(escape);
});

it('prints the JSON Schema', () => {
  const { status, stdout } = cli('schema');

  expect(stdout).toBe(readFileSync(join(ROOT, 'docs/bindings.schema.json'), 'utf8'));
  expect(status).toBe(0);
});

it.each([
  [['nonsense'], 'unknown command'],
  [['lint', '--format', 'xml'], 'Allowed choices are text, json, github, sarif'],
  [['lint', '--bindigs', 'x'], 'Did you mean --bindings?'],
  [['lint', '--bindings', 'missing.yaml'], 'there is no missing.yaml'],
])('ends with 2 for %j', (args, message) => {
  const { status, stderr } = cli(...args);

  expect(stderr).toContain(message);
  expect(status).toBe(2);
});

it('reads no folder and no binary for a bindings file', () => {
  mkdirSync(join(folder, 'a-folder'));
  writeFileSync(join(folder, 'latin1.yaml'), Buffer.from([0x61, 0xe9, 0x0a]));

  expect(cli('lint', '--bindings', 'a-folder')).toMatchObject({ status: 2, stderr: 'error: a-folder is not a file\n' });
  expect(cli('lint', '--bindings', 'latin1.yaml')).toMatchObject({
    status: 2,
    stderr: 'error: latin1.yaml is not UTF-8 text\n',
  });
});

it('runs as a CDKTF app, by BINDINGS or by the context', () => {
  const out = join(folder, 'out');
  const example = resolve(ROOT, 'examples/single-account/bindings.yaml');

  expect(main({ BINDINGS: example, CDKTF_OUTDIR: out })).toMatchObject({
    status: 0,
    stderr: `Terraform JSON is in ${out}/stacks\n`,
  });
  expect(existsSync(join(out, 'manifest.json'))).toBe(true);
  expect(
    main({
      CDKTF_CONTEXT_JSON: JSON.stringify({ bindings: fixture('bindings/err/unknown-key.yaml') }),
      CDKTF_OUTDIR: join(folder, 'other'),
    }).status,
  ).toBe(1);
  expect(existsSync(join(folder, 'other'))).toBe(false);
});
