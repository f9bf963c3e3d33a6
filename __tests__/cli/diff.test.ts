import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FIXTURES } from '../support/fixtures';
import { runCli } from '../support/run-cli';

const policy = (name: string) => join(FIXTURES, 'policies', `${name}.json`);
const [NARROW, WIDE] = [policy('branch-by-name'), policy('any-job-by-id')];
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oidc-bindings-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('tells people on stderr, and ends with 0 whatever changes', async () => {
  const { status, stdout, stderr } = await runCli('diff', NARROW, WIDE, '--no-color');

  expect([status, stdout]).toEqual([0, '']);
  expect(stderr).toMatch(
    /^role: changed, gains and loses \[[0-9a-f]{12}\]\n {2}gains: any job of `octo-org\/octo-repo`/,
  );
  expect(stderr).toMatch(/\n1 change of access: 1 changed\n$/);
  expect((await runCli('diff', WIDE, WIDE)).stderr).toBe('no change of access\n');
});

it('gives JSON with one change of a role that has no name', async () => {
  const { stdout } = await runCli('diff', NARROW, WIDE, '--format', 'json');
  const { changes, summary } = JSON.parse(stdout) as { changes: readonly Record<string, unknown>[]; summary: object };

  expect(changes).toEqual([
    expect.objectContaining({ kind: 'role', name: '', account: '', change: 'changed', gains: true, attributes: [] }),
  ]);
  expect(changes[0]?.trust).toMatchObject({ verdict: 'different' });
  expect(summary).toEqual({ changed: 1 });
  expect(JSON.parse((await runCli('diff', WIDE, WIDE, '--format', 'json')).stdout)).toEqual({
    changes: [],
    summary: {},
  });
});

it('fails where it is asked to, and lets pass what is accepted by its id', async () => {
  const { stdout, status } = await runCli('diff', NARROW, WIDE, '--fail-on', 'widened,removed', '--format', 'json');
  const { changes } = JSON.parse(stdout) as { changes: readonly { id: string }[] };
  const id = changes[0]?.id ?? '';
  const accepted = await runCli('diff', NARROW, WIDE, '--accept', 'other', '--accept', id, '--fail-on', 'widened');

  expect(status).toBe(1);
  expect(accepted.status).toBe(0);
  expect(accepted.stderr).toMatch(/no change has the id other/);
  expect((await runCli('diff', NARROW, WIDE, '--fail-on', 'removed')).status).toBe(0);
  expect((await runCli('diff', NARROW, WIDE, '--fail-on', 'wider')).status).toBeUndefined();
});

it('annotates for GitHub, with an error where it fails', async () => {
  const told = async (...more: readonly string[]) =>
    (await runCli('diff', NARROW, WIDE, '--format', 'github', ...more)).stdout;

  expect(await told()).toMatch(
    /^::warning file=.*any-job-by-id\.json,title=role%3A changed.*::the trust policy lets in any job/,
  );
  expect(await told('--fail-on', 'widened')).toMatch(/^::error /);
});

it.each([
  ['nothing', []],
  ['one policy', [NARROW]],
  ['a git revision', ['HEAD', NARROW]],
  ['bindings', ['bindings.yaml', NARROW]],
  ['a folder', [NARROW, 'src']],
  ['roles', [NARROW, policy('list-roles')]],
])('compares nothing but two trust policies: not %s', async (_, operands) => {
  const { status, stdout, stderr } = await runCli('diff', ...operands);

  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^error: .*diff compares two files with an IAM trust policy each/);
});

it('gives up where wildcards multiply', async () => {
  const file = join(folder, 'wild.json');
  const statement = {
    Effect: 'Allow',
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: '*',
    Condition: { StringLike: { 'token.actions.githubusercontent.com:sub': `*a${'?'.repeat(40)}` } },
  };
  writeFileSync(file, JSON.stringify({ Version: '2012-10-17', Statement: statement }));

  expect(await runCli('diff', NARROW, file)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('have too many combinations') as string,
  });
});

it('says what docs/diff.md shows', async () => {
  const page = readFileSync('docs/diff.md', 'utf8');
  const block = (language: string) => new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(page)?.[1] ?? '';
  const [before, after] = [join(folder, 'before.json'), join(folder, 'after.json')];
  writeFileSync(before, block('json'));
  writeFileSync(after, block('json').replace('StringEquals', 'StringLike').replace('heads/main', 'heads/*'));

  expect((await runCli('diff', before, after)).stderr).toBe(block('text'));
});
