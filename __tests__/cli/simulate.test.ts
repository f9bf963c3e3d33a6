import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createColors } from 'picocolors';
import { formatSimulation } from '../../src/cli/simulation-text';
import { readPolicy } from '../../src/simulator/policy';
import { simulate } from '../../src/simulator/simulate';
import { expectFile } from '../support/expect-file';
import { FIXTURES } from '../support/fixtures';

const BIN = resolve(__dirname, '../../src/cli/bin.cjs');
const HOST = 'token.actions.githubusercontent.com';
const SUBJECT = 'repo:octo-org@123456/web@456789:environment:production';
const CLAIMS = { iss: `https://${HOST}`, aud: 'sts.amazonaws.com', sub: SUBJECT, event_name: 'push' };
let folder = '';

function policyWith(condition: object, more: readonly object[] = []) {
  const statement = {
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::111111111111:oidc-provider/${HOST}` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: condition,
  };
  return { Version: '2012-10-17', Statement: [statement, ...more] };
}

const POLICY = policyWith({ StringEquals: { [`${HOST}:aud`]: 'sts.amazonaws.com', [`${HOST}:sub`]: SUBJECT } });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oidc-bindings-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(
  policy: unknown,
  claims: unknown,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
) {
  const text = (given: unknown) => (typeof given === 'string' ? given : JSON.stringify(given));
  writeFileSync(join(folder, 'policy.json'), text(policy));
  writeFileSync(join(folder, 'claims.json'), text(claims));
  const { NO_COLOR: _, FORCE_COLOR: __, ...inherited } = process.env;
  const files = ['--policy', 'policy.json', '--claims', 'claims.json'];
  return spawnSync(process.execPath, [BIN, 'simulate', ...files, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...inherited, ...env },
  });
}

it('gives the decision and all that led to it as JSON', () => {
  const { status, stdout, stderr } = run(POLICY, CLAIMS, ['--format', 'json']);

  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({
    decision: 'allowed',
    statements: [
      {
        index: 0,
        sid: null,
        effect: 'Allow',
        matched: true,
        conditions: [
          {
            operator: 'StringEquals',
            key: `${HOST}:aud`,
            policy_values: ['sts.amazonaws.com'],
            claim: 'sts.amazonaws.com',
            matched: true,
            reason: null,
          },
          {
            operator: 'StringEquals',
            key: `${HOST}:sub`,
            policy_values: [SUBJECT],
            claim: SUBJECT,
            matched: true,
            reason: null,
          },
        ],
      },
    ],
    ignored_claims: ['event_name', 'iss'],
    caveats: [expect.stringContaining('client ids'), expect.stringContaining('Resource control policies')],
  });
  expect(status).toBe(0);
});

it('fails for all but a token that is allowed', () => {
  const denied = run(POLICY, { ...CLAIMS, sub: 'x' });
  expect(denied).toMatchObject({ status: 1, stdout: '' });
  expect(denied.stderr).toMatch(/^denied: no statement allows it\n/);

  const open = policyWith({ StringLike: { 'sts:RoleSessionName': 'ci-*' } });
  const undetermined = run(open, CLAIMS, ['--format', 'json']);
  expect(undetermined.status).toBe(1);
  expect(JSON.parse(undetermined.stdout)).toMatchObject({ decision: 'undetermined' });
  expect(run(open, CLAIMS, ['--context', 'sts:rolesessionname=ci-7', 'aws:SourceIp=192.0.2.1']).status).toBe(0);
});

it('decodes a signed token and says that it verified nothing', () => {
  const encode = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
  const { status, stderr } = run(POLICY, `${encode({ alg: 'RS256' })}.${encode(CLAIMS)}.c2lnbmF0dXJl\n`);

  expect(stderr).toContain('- The token was decoded, and its signature not verified.');
  expect(status).toBe(0);
});

it('takes the role as `aws iam get-role` prints it', () => {
  expect(run({ Role: { RoleName: 'web', AssumeRolePolicyDocument: POLICY } }, CLAIMS).status).toBe(0);
});

it('takes the issuer from the option where the token names none', () => {
  const { iss: _, ...claims } = CLAIMS;

  expect(run(POLICY, claims, ['--issuer', `https://${HOST}/`]).status).toBe(0);
  expect(run(POLICY, claims, ['--issuer', `https://${HOST}/octo`]).status).toBe(1);
  expect(run(POLICY, claims).stderr).toContain('does not say who issued it');
});

it('colors only where it is wanted', () => {
  expect(run(POLICY, CLAIMS).stderr).not.toContain('\u001B');
  expect(run(POLICY, CLAIMS, [], { FORCE_COLOR: '1' }).stderr).toContain('\u001B[32m✓');
  expect(run(POLICY, CLAIMS, [], { FORCE_COLOR: '1', NO_COLOR: '1' }).stderr).not.toContain('\u001B');
  expect(run(POLICY, CLAIMS, ['--no-color'], { FORCE_COLOR: '1' }).stderr).not.toContain('\u001B');
});

const UNREADABLE: readonly (readonly [name: string, policy: unknown, claims: unknown, message: string])[] = [
  ['text', 'Version: x', CLAIMS, 'is not JSON; wanted is an IAM trust policy\n'],
  ['nothing', '', CLAIMS, 'error: policy.json is not JSON; wanted is an IAM trust policy\n'],
  ['null', 'null', CLAIMS, 'error: policy.json: a policy is a mapping with `Statement`\n'],
  [
    'a repeated key',
    '{"Statement": [],\n"Statement": []}',
    CLAIMS,
    'error: policy.json:2: `Statement` is written twice\n',
  ],
  [
    'a wrong operator',
    policyWith({ Like: {} }),
    CLAIMS,
    'error: policy.json: statement 1: IAM has no operator `Like`\n',
  ],
  ['a list of claims', POLICY, [], "error: claims.json: a token's payload is a mapping of claims\n"],
  ['a broken token', POLICY, 'eyJ9.eyJ9.eyJ9', "is not JSON; wanted is a token's payload, or the token itself\n"],
  ['an issuer of another kind', POLICY, { iss: 7 }, 'error: claims.json: `iss` is no https URL\n'],
];

it.each(UNREADABLE)('says in a sentence what cannot be read: %s', (_, policy, claims, message) => {
  const { status, stdout, stderr } = run(policy, claims);

  expect(stderr).toContain(message);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
});

it('says in a sentence what is asked for wrongly', () => {
  expect(run(POLICY, CLAIMS, ['--issuer', 'https://gitlab.example'])).toMatchObject({
    status: 2,
    stderr: `error: claims.json says that the issuer is \`${HOST}\`, and --issuer says \`gitlab.example\`\n`,
  });
  expect(run(POLICY, CLAIMS, ['--issuer', 'http://x'])).toMatchObject({ status: 2 });
  expect(run(POLICY, CLAIMS, ['--context', 'aws:SourceIp'])).toMatchObject({ status: 2 });
  expect(run(POLICY, CLAIMS, ['--context', `${HOST}:sub=x`]).stderr).toContain(`The token decides ${HOST}:sub`);
  expect(run(POLICY, CLAIMS, ['--policy', 'missing.json'])).toMatchObject({
    status: 2,
    stderr: 'error: there is no missing.json\n',
  });
});

it('shows each kind of outcome to people', () => {
  const deny = { Sid: 'Office', Effect: 'Deny', Principal: '*', Action: '*' };
  const policy = policyWith(
    {
      StringEquals: {
        [`${HOST}:aud`]: 'sts.amazonaws.com',
        [`${HOST}:sub`]: [SUBJECT, 'repo:octo-org/api:pull_request'],
        [`${HOST}:environment`]: 'production',
      },
      StringNotEquals: { [`${HOST}:ref`]: 'refs/heads/main', [`${HOST}:workflow`]: 'Test' },
      Null: { [`${HOST}:ref`]: 'true' },
    },
    [
      { ...deny, Condition: { NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } },
      { ...deny, Sid: 'Other\u001B[2J', Principal: { AWS: '111111111111' }, Action: 'sts:AssumeRole' },
    ],
  );
  const claims = { ...CLAIMS, sub: SUBJECT.replace('production', 'staging'), ref: 'refs/heads/main' };

  const text = formatSimulation(simulate(readPolicy(policy), claims), createColors(false));

  expectFile(join(FIXTURES, 'simulator/people.out'), text);
});

it('needs a job, or a policy and a token', () => {
  const { status, stderr } = spawnSync(process.execPath, [BIN, 'simulate'], { encoding: 'utf8' });

  expect(stderr).toContain('give --repository, or --policy with --claims');
  expect(status).toBe(2);
});
