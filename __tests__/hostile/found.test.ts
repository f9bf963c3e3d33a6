import { inShort, lintText } from '../support/lint-text';

const LOCK = `version: 1
repositories:
  octo-org/web: { owner_id: "123", repository_id: "456", subject_prefix: repo:octo-org/web }
`;

function said(bindings: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
  return inShort(lintText({ bindings, lock: LOCK, files }).diagnostics);
}

function bindingsWith(permission: string): string {
  return `version: 1
accounts: { production: { id: "111111111111", region: us-east-2 } }
bindings:
  web:
    accounts: [production]
    trust: [{ repository: octo-org/web, branch: main }]
    permissions:
      - ${permission}
`;
}

it.each(['{ preset: {} }', '{ preset: [] }', '{ preset: { a: {} } }', '{ preset: null }'])(
  'refuses %s, which names no preset',
  (permission) => {
    expect(said(bindingsWith(permission))).toContain('bindings.yaml:8 error invalid-value');
  },
);

it('says why a listing of accounts is no YAML', () => {
  const listed = 'version: 1\naccounts_from: accounts.json\nbindings: {}\n';

  expect(said(listed, { 'accounts.json': '{"Accounts": [\n  {"Id": "1' })).toEqual([
    'accounts.json:2 error invalid-yaml',
  ]);
  expect(said(listed, { 'accounts.json': '{"Accounts": [],\n "Accounts": []}' })).toEqual([
    'accounts.json:2 error duplicate-key',
  ]);
});

it.each(['repositories', 'lock'])('ends well with half a character in the name of an environment: %s', (place) => {
  const half = 'octo-org/web: { environments: { "\\ud800": { wait_timer: 1 } } }';
  const text = `${bindingsWith('managed: ReadOnlyAccess')}${place === 'lock' ? '' : `repositories: { ${half} }\n`}`;
  const lock = LOCK.replace('subject_prefix', 'environments: { "\\ud800": absent }, subject_prefix');
  const { diagnostics } = lintText({ bindings: text, lock: place === 'lock' ? lock : LOCK });

  expect(diagnostics.map(({ rule }) => rule)).toContain('invalid-yaml');
});

it('names no account where a template is not about one', () => {
  const backend = 'github: { owner: octo-org, backend: { s3: { bucket: "${account.values.bucket}" } } }';
  const variables = '    variables: { AWS_ROLE_ARN: "${role.arn}" }';
  const text = `${bindingsWith('managed: ReadOnlyAccess')}${variables}\n${backend}\n`;
  const { diagnostics } = lintText({ bindings: text, lock: LOCK });

  expect(diagnostics.map(({ message }) => message.split('\n')[0])).toEqual([
    '`${account.values.bucket}` means nothing here',
  ]);
});
