import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { load } from '../../src/cli/load';

let root = '';

/** A folder beside which there is another one, with files that the first one has no business with. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'oidc-bindings-'));
  for (const folder of ['in/sub', 'out']) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'out/secret.yaml'), 'secret');
  writeFileSync(join(root, 'out/secret.json'), '"secret"');
  symlinkSync('../out', join(root, 'in/link'));
  symlinkSync('../../out/secret.json', join(root, 'in/sub/link.json'));
  symlinkSync('loop', join(root, 'in/loop'));
  writeFileSync(join(root, 'in/bindings.lock.yaml'), stringify(LOCK));
});
afterEach(() => rmSync(root, { recursive: true }));

const LOCK = {
  version: 1,
  repositories: { 'octo-org/web': { owner_id: '123', repository_id: '456', subject_prefix: 'repo:octo-org/web' } },
};
const ACCOUNT = { id: '111111111111', region: 'us-east-2' };
const TRUST = [{ repository: 'octo-org/web', branch: 'main' }];

function messages(bindings: object): readonly string[] {
  const file = join(root, 'in/bindings.yaml');
  writeFileSync(file, stringify({ version: 1, accounts: { production: ACCOUNT }, bindings: {}, ...bindings }));
  const { diagnostics, plan } = load({ bindings: file, today: '2026-11-24' });
  expect(plan).toBeUndefined();
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
}

const OUTSIDE = [
  '../out/secret.json',
  'sub/../../out/secret.json',
  'link/secret.json',
  'sub/link.json',
  'in/../../out/secret.json',
];
const ELSEWHERE = ['/etc/hostname', 'loop', 'loop/x', 'sub', 'a\0b', '', '.', 'x'.repeat(5000)];

it.each([...OUTSIDE, ...ELSEWHERE])('reads no policy file %j', (file) => {
  for (const binding of [{ permissions: [{ file }] }, { role: { other_trust: file } }]) {
    const said = messages({ bindings: { web: { accounts: ['production'], trust: TRUST, ...binding } } });

    expect(said.length).toBeGreaterThan(0);
    expect(said.join()).toMatch(/lies outside|does not exist|cannot be read|must be some text/);
  }
});

it.each([...OUTSIDE, ...ELSEWHERE])('reads no listing of accounts %j', (file) => {
  const said = messages({ accounts_from: file });

  expect(said.length).toBeGreaterThan(0);
  expect(said.join()).toMatch(/lies outside|does not exist|cannot be read|must be some text/);
});

it.each([
  ...['../out/secret.yaml', 'sub/../../out/*', '/etc/hostname', '{/etc,x}/hostname', '{..,.}/out/*', '+(..)/out/*'],
  ...['link/*', 'link/secret.yaml', 'loop', 'loop/*', 'a\0b', '{1..1000000}', '*(*(*(*(*(a)b)c)d)e)', '('.repeat(50)],
])('includes nothing from elsewhere by %j', (include) => {
  const said = messages({ include: [include] });

  expect(said.length).toBeGreaterThan(0);
  expect(said.join()).toMatch(/leads out|lies outside|there is no file|does not exist|cannot be read/);
  expect(said.join()).not.toContain('must be a mapping');
});

it.each(['bindings.yaml', '*.yaml', './bindings.yaml'])('includes no file in itself by %j', (include) => {
  expect(messages({ include: [include] })).toEqual(expect.arrayContaining(['unknown key `include`']));
});

it.each(['in/bindings.yaml', 'in/bindings.lock.yaml', 'in/teams.yaml', 'in/accounts.json', 'in/policy.json'])(
  'refuses 50 MB in %s at once',
  (path) => {
    const bindings = {
      include: ['teams.yaml'],
      accounts_from: 'accounts.json',
      bindings: { web: { accounts: ['production'], trust: TRUST, permissions: [{ file: 'policy.json' }] } },
    };
    const files = {
      'in/teams.yaml': 'version: 1\n',
      'in/accounts.json': '{"Accounts": []}',
      'in/policy.json': '{"Version": "2012-10-17", "Statement": []}',
    };
    for (const [file, text] of Object.entries(files)) writeFileSync(join(root, file), text);
    messagesOf(bindings);
    writeFileSync(join(root, path), `# ${'x'.repeat(50_000_000)}`);

    const { diagnostics } = load({ bindings: join(root, 'in/bindings.yaml'), today: '2026-11-24' });

    expect(diagnostics.map(({ rule }) => rule)).toContain('input-too-large');
  },
);

function messagesOf(bindings: object): void {
  const text = stringify({ version: 1, accounts: { production: ACCOUNT }, ...bindings });
  writeFileSync(join(root, 'in/bindings.yaml'), text);
}
