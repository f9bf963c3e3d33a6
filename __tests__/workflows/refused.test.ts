import { LOGIN, OF_MAIN, check, found, logins, workflow } from '../support/check-workflow';

const refused = (text: string) => found('invalid-workflow', { 'a.yml': text });

describe('a file that GitHub refuses', () => {
  const deploy = workflow(OF_MAIN);

  it.each([
    [
      'a misspelt event',
      deploy.replace('push:', 'puhs:'),
      '1 GitHub refuses this workflow: `puhs` is not expected here, did you mean `push`?',
    ],
    [
      'a misspelt filter',
      deploy.replace('branches:', 'branchs:'),
      '1 GitHub refuses this workflow: `branchs` is not expected here, did you mean `branches`?',
    ],
    [
      'a misspelt context',
      deploy.replace('vars.', 'var.'),
      '8 GitHub refuses this workflow: there is no `var` to read, did you mean `vars`?',
    ],
    [
      'a misspelt permission',
      deploy.replace('id-token', 'id_token'),
      '2 GitHub refuses this workflow: `id_token` is not expected here, did you mean `id-token`?',
    ],
    [
      'a permission of no level',
      deploy.replace('id-token: write', 'id-token: yes'),
      '2 GitHub refuses this workflow: `yes` is not expected here',
    ],
    [
      'no runner',
      deploy.replace('    runs-on: ubuntu-24.04\n', ''),
      '5 GitHub refuses this workflow: Required property is missing: runs-on',
    ],
    [
      '`env` in the condition of a job',
      workflow(OF_MAIN, { job: 'if: env.X' }),
      '6 GitHub refuses this workflow: `env` cannot be read here',
    ],
    [
      '`secrets` in the condition of a job',
      workflow(OF_MAIN, { job: "if: secrets.X != ''" }),
      '6 GitHub refuses this workflow: `secrets` cannot be read here',
    ],
    [
      '`matrix` in the condition of a job',
      workflow(OF_MAIN, { job: 'if: matrix.x' }),
      '6 GitHub refuses this workflow: `matrix` cannot be read here',
    ],
    [
      '`env` in the name of an environment',
      workflow(OF_MAIN, { job: 'environment: ${{ env.X }}' }),
      '6 GitHub refuses this workflow: `env` cannot be read here',
    ],
    [
      'an impossible time',
      workflow(OF_MAIN, { on: '{ schedule: [{ cron: "99 * * * *" }] }' }),
      "1 GitHub refuses this workflow: Invalid cron expression. Expected format: '* * * * *' (minute hour day month weekday)",
    ],
    [
      'a filter beside its opposite',
      workflow(OF_MAIN, { on: '{ push: { branches: [main], branches-ignore: [x] } }' }),
      '1 GitHub refuses this workflow: `branches` and `branches-ignore` stand beside each other',
    ],
    [
      'an action without a version',
      workflow(OF_MAIN, { after: '      - uses: actions/checkout\n' }),
      '9 GitHub refuses this workflow: `actions/checkout` is no action: write `owner/name@version`, or `$/path` for one of this repository',
    ],
  ])('is said to have %s, and no login of it works', (_, text, expected) => {
    expect(refused(text)).toEqual([`a.yml:${expected}`]);
    expect(logins({ 'a.yml': text })).toEqual([]);
  });

  it('may need a job that is not there', () => {
    const [message = ''] = refused(workflow(OF_MAIN, { job: 'needs: build' }));

    expect(message).toContain('GitHub refuses this workflow: ');
  });

  it('is none with a filter that is left empty, which filters nothing', () => {
    const text = workflow(OF_MAIN, { on: 'push' }).replace('on: push', 'on:\n  push:\n    branches:\n');

    expect(refused(text)).toEqual([]);
    expect(logins({ 'a.yml': text })).toContain('works | deploy | push | refs/heads/main | production | trusted');
  });

  it('is not looked for where neither a login nor a token is at stake', () => {
    expect(refused('on: puhs\njobs: { a: { steps: [{ run: ./x }] } }')).toEqual([]);
  });
});

describe('a workflow that is called', () => {
  const caller = (more = '') => `on: { push: { branches: [main] } }
permissions: { id-token: write, contents: read }
jobs:
  go:
    uses: ./.github/workflows/ship.yml${more}
`;
  const called = (on = 'workflow_call') => `on: ${on}
jobs:
  ship:
    runs-on: ubuntu-24.04
    steps:
      - uses: ${LOGIN}
        with: { role-to-assume: "${OF_MAIN}", aws-region: us-east-2 }
`;
  const said = (more: string, on?: string) =>
    found('invalid-workflow', { 'deploy.yml': caller(more), 'ship.yml': called(on) });

  it.each([
    ['no such workflow', '', undefined, []],
    [
      'a trigger for it',
      '',
      'push',
      ['deploy.yml:5 GitHub refuses this workflow: `./.github/workflows/ship.yml` has no trigger `workflow_call`'],
    ],
    [
      'an input of that name',
      '\n    with: { rolle: x }',
      '{ workflow_call: { inputs: { role: { type: string } } } }',
      [
        'deploy.yml:6 GitHub refuses this workflow: `./.github/workflows/ship.yml` has no input `rolle`, did you mean `role`?',
      ],
    ],
    [
      'a value for what it requires',
      '',
      '{ workflow_call: { inputs: { role: { type: string, required: true } } } }',
      ['deploy.yml:5 GitHub refuses this workflow: `./.github/workflows/ship.yml` requires the input `role`'],
    ],
    [
      'a secret of that name',
      '\n    secrets: { KEY: x }',
      undefined,
      ['deploy.yml:6 GitHub refuses this workflow: `./.github/workflows/ship.yml` has no secret `KEY`'],
    ],
    [
      'a secret that it requires',
      '',
      '{ workflow_call: { secrets: { KEY: { required: true } } } }',
      ['deploy.yml:5 GitHub refuses this workflow: `./.github/workflows/ship.yml` requires the secret `key`'],
    ],
    [
      'nothing where all secrets are passed',
      '\n    secrets: inherit',
      '{ workflow_call: { secrets: { KEY: { required: true } } } }',
      [],
    ],
  ])('has to have %s', (_, more, on, expected) => {
    expect(said(more, on)).toEqual(expected);
  });

  it('has to be there', () => {
    expect(found('invalid-workflow', { 'deploy.yml': caller() })).toEqual([
      'deploy.yml:5 GitHub refuses this workflow: there is no workflow `./.github/workflows/ship.yml`',
    ]);
  });

  it('takes its callers with it where GitHub refuses it', () => {
    const files = { 'deploy.yml': caller(), 'ship.yml': called().replace('runs-on', 'runs-onn') };

    expect(check(files).rows).toEqual([]);
    expect(found('invalid-workflow', files)).toHaveLength(2);
  });
});

describe('a text in single quotes that goes on in the column of its key', () => {
  const quoted = (text: string) => workflow(OF_MAIN, { after: `      - run: ${text}\n` });

  it('is read, as GitHub does', () => {
    const files = { 'a.yml': quoted("'echo it''s\n      a\n      test'") };

    expect(logins(files)).toEqual(['works | deploy | push | refs/heads/main | production | trusted']);
    expect(found('invalid-workflow', files)).toEqual([]);
  });

  it('does not hide what is broken otherwise', () => {
    expect(refused(quoted("'echo\n      test\n    x: ["))).not.toEqual([]);
  });
});
