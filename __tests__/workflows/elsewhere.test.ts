import { BINDINGS, LOGIN, OF_MAIN, check, logins } from '../support/check-workflow';

const SHA = '5d1c0f6b8e7a42936f0b1d2c3e4f5a6b7c8d9e0f';
const caller = (uses: string, more = '') => `on: { push: { branches: [main] } }
permissions: { id-token: write, contents: read }
jobs:
  go:
    uses: ${uses}
${more}`;
const called = `on: workflow_call
jobs:
  ship:
    runs-on: ubuntu-24.04
    steps:
      - uses: ${LOGIN}
        with: { role-to-assume: "${OF_MAIN}", aws-region: us-east-2 }
`;
const action = `inputs: { role: { required: true } }
runs:
  using: composite
  steps:
    - uses: ${LOGIN}
      with: { role-to-assume: "\${{ inputs.role }}", aws-region: us-east-2 }
`;
const using = (uses: string, before = '') => `on: { push: { branches: [main] } }
permissions: { id-token: write, contents: read }
jobs:
  deploy:
    runs-on: ubuntu-24.04
    steps:
${before}      - uses: ${uses}
        with: { role: "${OF_MAIN}" }
`;
const WORKS = 'works | go / ship | push | refs/heads/main | production | trusted';

describe('a workflow that is called', () => {
  it.each([
    './.github/workflows/ship.yml',
    '$/.github/workflows/ship.yml',
    'octo-org/web/.github/workflows/ship.yml@main',
    'Octo-Org/WEB/.github/workflows/ship.yml@v1',
  ])('is followed in the repository itself: %s', (uses) => {
    expect(logins({ 'deploy.yml': caller(uses), 'ship.yml': called })).toEqual([WORKS]);
  });

  it('is followed elsewhere where there is a checkout, and else said to be there', () => {
    const files = { 'deploy.yml': caller('octo-org/shared/.github/workflows/ship.yml@v1') };
    const others = { 'octo-org/shared': { 'ship.yml': called } };

    expect(logins(files, undefined, undefined, others)).toEqual([WORKS]);
    expect(logins(files)).toEqual(['cannot tell | go | push | refs/heads/main | - | called-elsewhere']);
    expect(check(files).rows[0]?.message).toContain('`--also octo-org/shared=DIR`');
  });

  it('is not expected to log in where its caller gives it no token', () => {
    const files = {
      'deploy.yml': caller('octo-org/shared/.github/workflows/ship.yml@v1').replace('id-token: write, ', ''),
    };

    expect(logins(files)).toEqual([]);
  });

  it('calls others of its own repository', () => {
    const files = { 'deploy.yml': caller('octo-org/shared/.github/workflows/all.yml@v1') };
    const all = `on: workflow_call\njobs:\n  inner:\n    uses: ./.github/workflows/ship.yml\n`;
    const others = { 'octo-org/shared': { 'all.yml': all, 'ship.yml': called } };

    expect(logins(files, undefined, undefined, others)).toEqual([WORKS.replace('go /', 'go / inner /')]);
  });

  it.each([
    [SHA, `octo-org/shared/.github/workflows/ship.yml@${SHA}`, 'works'],
    [SHA, 'octo-org/shared/.github/workflows/ship.yml@refs/heads/main', 'fails'],
    ['v1', 'octo-org/shared/.github/workflows/ship.yml@refs/tags/v1', 'cannot tell'],
    ['refs/tags/v1', 'octo-org/shared/.github/workflows/ship.yml@refs/tags/v1', 'works'],
    ['v1', 'octo-org/shared/.github/workflows/ship.yml@refs/heads/main', 'fails'],
  ])('is the one that defines the job, at its own ref: @%s', (version, trusted, verdict) => {
    const bindings = BINDINGS.replace('branch: main }', `branch: main, claims: { job_workflow_ref: '${trusted}' } }`);
    const files = { 'deploy.yml': caller(`octo-org/shared/.github/workflows/ship.yml@${version}`) };
    const lines = logins(files, bindings, undefined, { 'octo-org/shared': { 'ship.yml': called } });

    expect(lines.map((line) => line.split(' | ')[0])).toEqual([verdict]);
  });
});

describe('an action with the login', () => {
  const checkout = (inputs = '') =>
    `      - uses: actions/checkout@v7\n${inputs === '' ? '' : `        with: { ${inputs} }\n`}`;
  const by = (uses: string, before = '') =>
    logins({ 'deploy.yml': using(uses, before), './.github/actions/login': action }).map((line) =>
      line
        .split(' | ')
        .filter((_, i) => i === 0 || i === 5)
        .join(': '),
    );

  it.each([
    ['./.github/actions/login', checkout(), 'works: trusted'],
    ['./.github/actions/login', '', 'fails: no-checkout'],
    ['./.github/actions/login', '      - run: make\n', 'fails: no-checkout'],
    ['./.github/actions/login', '      - run: git clone .\n', 'works: trusted'],
    ['./src/.github/actions/login', checkout('path: src'), 'works: trusted'],
    ['./.github/actions/login', checkout('path: src'), 'fails: no-checkout'],
    ['$/.github/actions/login', '', 'works: trusted'],
    ['octo-org/web/.github/actions/login@main', '', 'works: trusted'],
  ])('is found, or not: %s after %j', (uses, before, expected) => {
    expect(by(uses, before)).toEqual([expected]);
  });

  it('is looked for in the repository that was checked out', () => {
    const before = checkout('repository: octo-org/shared, path: shared');
    const files = { 'deploy.yml': using('./shared/login', before) };

    expect(logins(files)).toEqual([]);
    expect(logins(files, undefined, undefined, { 'octo-org/shared': { './login': action } })).toHaveLength(1);
  });

  it('uses another one of its own repository by `$/`', () => {
    const outer = `inputs: { role: { required: true } }\nruns:\n  using: composite\n  steps:\n    - uses: $/login\n      with: { role: "\${{ inputs.role }}" }\n`;
    const files = { 'deploy.yml': using('octo-org/shared/outer@v1') };
    const others = { 'octo-org/shared': { './outer': outer, './login': action } };

    expect(logins(files, undefined, undefined, others)).toHaveLength(1);
  });
});
