import { rangeOf } from '../../src/diagnostics/source';
import { LOGIN, OF_ENVIRONMENT, OF_MAIN, check, found, login, logins, workflow } from '../support/check-workflow';

describe('inputs', () => {
  const by = (inputs: string, job: string) =>
    logins({ 'deploy.yml': workflow(OF_ENVIRONMENT, { on: `{ workflow_dispatch: { inputs: ${inputs} } }`, job }) });

  it('are told apart by what somebody may choose', () => {
    const inputs = '{ to: { type: choice, options: [staging, production, prod] } }';

    expect(by(inputs, 'environment: ${{ inputs.to }}')).toEqual([
      'works | deploy | workflow_dispatch | refs/heads/main | staging | trusted',
      'works | deploy | workflow_dispatch | refs/heads/main | production | trusted',
      'fails | deploy | workflow_dispatch | refs/heads/main | - | unknown-environment',
    ]);
  });

  it.each(['${{ !inputs.dry }}', 'inputs.dry == false', "github.event.inputs.dry == 'false'", 'inputs.dry'])(
    'are booleans where they are declared so: %s',
    (condition) => {
      const job = `if: ${condition}\nenvironment: staging`;

      expect(by('{ dry: { type: boolean, default: false } }', job)).toEqual([
        'works | deploy | workflow_dispatch | refs/heads/main | staging | trusted',
      ]);
    },
  );

  it('are of their types in a called workflow', () => {
    const called = (condition: string) => `on: { workflow_call: { inputs: { deploy: { type: boolean } } } }
jobs:
  ship:
    if: ${condition}
    runs-on: ubuntu-24.04
    steps:
${login(OF_MAIN)}`;
    const caller = `on: { push: { branches: [main] } }
permissions: { id-token: write, contents: read }
jobs: { go: { uses: ./.github/workflows/ship.yml, with: { deploy: true } } }`;
    const works = ['works | go / ship | push | refs/heads/main | production | trusted'];

    expect(logins({ 'deploy.yml': caller, 'ship.yml': called('inputs.deploy == true') })).toEqual(works);
    expect(logins({ 'deploy.yml': caller, 'ship.yml': called("inputs.deploy == 'true'") })).toEqual([]);
  });

  it('are texts in an action of the repository', () => {
    const deploy = `on: { push: { branches: [main] } }
permissions: { id-token: write, contents: read }
jobs:
  deploy:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v7
      - uses: ./.github/actions/login
        with: { on-main: "\${{ github.ref == 'refs/heads/main' }}", role: "${OF_MAIN}" }
`;
    const action = `inputs: { role: { required: true }, on-main: { default: 'false' } }
runs:
  using: composite
  steps:
    - if: inputs.on-main == 'true'
      uses: ${LOGIN}
      with: { role-to-assume: "\${{ inputs.role }}", aws-region: us-east-2 }
`;

    expect(logins({ 'deploy.yml': deploy, './.github/actions/login': action })).toEqual([
      'works | deploy | push | refs/heads/main | production | trusted',
    ]);
  });
});

describe('a variable of an environment', () => {
  it('is not seen by a caller, whatever the called job is in', () => {
    const files = {
      'deploy.yml': `on: { push: { branches: [main] } }
permissions: { id-token: write, contents: read }
jobs:
  go:
    uses: ./.github/workflows/ship.yml
    with:
      role: ${OF_ENVIRONMENT}`,
      'ship.yml': `on: { workflow_call: { inputs: { role: { type: string } } } }
jobs:
  ship:
    environment: production
    runs-on: ubuntu-24.04
    steps:
${login('${{ inputs.role }}')}`,
    };

    expect(logins(files)).toEqual(['fails | go / ship | push | refs/heads/main | - | variable-out-of-scope']);
    expect(found('variable-out-of-scope', files)).toEqual([
      'deploy.yml:7 `AWS_ROLE_ARN` is a variable of the environments `production`, `staging`, and a job that calls a workflow is in none',
    ]);
  });

  it.each(["vars.AWS_ROLE_ARN || 'arn:aws:iam::111111111111:role/web-main'", 'vars.AWS_ROLE_ARN || secrets.ROLE'])(
    'may be absent where something stands in for it: %s',
    (role) => {
      expect(logins({ 'deploy.yml': workflow(`\${{ ${role} }}`) })).toEqual([
        'cannot tell | deploy | push | refs/heads/main | - | role-unknown',
      ]);
    },
  );

  it('is empty in one that is misspelt', () => {
    expect(
      found('unknown-environment', { 'deploy.yml': workflow(OF_ENVIRONMENT, { job: 'environment: prodution' }) }),
    ).toEqual(['deploy.yml:6 nothing knows the environment `prodution`, so that `AWS_ROLE_ARN` is empty in it']);
  });
});

describe('more jobs than there is room for', () => {
  const matrix = `strategy: { matrix: { a: [${Array.from({ length: 256 }, (_, i) => i).join()}] } }`;
  const files = {
    'a.yml': `on: { push: { branches: [main] } }
permissions: write-all
jobs: { a: { ${matrix}, uses: ./.github/workflows/b.yml } }`,
    'b.yml': `on: workflow_call
jobs: { b: { ${matrix}, uses: ./.github/workflows/c.yml } }`,
    'c.yml': `on: workflow_call
jobs: { c: { ${matrix}, uses: ./.github/workflows/b.yml } }`,
  };

  it('are left out, and that is said', () => {
    expect(found('invalid-workflow', files)).toEqual(['a.yml:3 more than 10000 jobs: those beyond are not looked at']);
  });

  it('come not of jobs that need each other in many ways', () => {
    const layers = Array.from({ length: 30 }, (_, layer) =>
      [0, 1, 2].map((i) => {
        const needs = layer === 0 ? '' : [0, 1, 2].map((j) => `j${layer - 1}-${j}`).join();
        return `  j${layer}-${i}: { needs: [${needs}], runs-on: ubuntu-24.04, steps: [{ uses: actions/checkout@v7 }] }\n`;
      }),
    ).flat();

    expect(logins({ 'a.yml': `on: push\njobs:\n${layers.join('')}` })).toEqual([]);
  });

  it('come not of actions that use each other', () => {
    const uses = ['x', 'x', 'y', 'y', 'x', 'y'].map((name) => `{ uses: ./${name} }`).join();
    const action = `runs: { using: composite, steps: [${uses}] }`;
    const deploy = workflow(OF_MAIN, { after: '      - uses: ./x\n' });

    expect(logins({ 'a.yml': deploy, './x': action, './y': action })).toHaveLength(1);
  });
});

it('blames the outermost caller that lacks `id-token: write`', () => {
  const files = {
    'a.yml': `on: { push: { branches: [main] } }
permissions: { contents: read }
jobs: { go: { uses: ./.github/workflows/b.yml } }`,
    'b.yml': `on: workflow_call
jobs: { mid: { permissions: { id-token: write }, uses: ./.github/workflows/c.yml } }`,
    'c.yml': `on: workflow_call
jobs:
  ship:
    runs-on: ubuntu-24.04
    steps:
${login(OF_MAIN)}`,
  };

  expect(found('missing-id-token', files)).toEqual([
    'a.yml:2 `ship` in `.github/workflows/c.yml` logs in, and `go` in `.github/workflows/a.yml`, which calls it, lacks `id-token: write`',
  ]);
});

describe('stored keys', () => {
  const id = '${{ secrets.AWS_ACCESS_KEY_ID }}';
  const says = (job: string, top = '') =>
    check({ 'a.yml': `on: { push: { branches: [main] } }\n${top}jobs:\n  deploy: ${job}\n` })
      .diagnostics.filter(({ rule }) => rule === 'long-lived-keys')
      .map(({ at, message }) => `${rangeOf(at).line} ${message.split('\n', 2)[1]?.split(':', 1)[0] ?? ''}`);

  it.each([
    ['in a script', `{ runs-on: x, steps: [{ run: "aws configure set aws_access_key_id ${id}" }] }`],
    [
      'passed to a workflow',
      `{ uses: octo-org/x/.github/workflows/x.yml@v1, secrets: { AWS_ACCESS_KEY_ID: "${id}" } }`,
    ],
    ['under another name', `{ runs-on: x, steps: [{ uses: some/action@v1, with: { key: "${id}" } }] }`],
    ['in a variable', '{ runs-on: x, env: { AWS_ACCESS_KEY_ID: "${{ vars.AWS_KEY }}" }, steps: [{ run: make }] }'],
  ])('are found %s, with the binding that trusts the job', (_, job) => {
    expect(says(job)).toEqual(['3 the binding `web-main` trusts this job already']);
  });

  it('are found at the top', () => {
    expect(says('{ runs-on: x, steps: [{ run: make }] }', `env: { AWS_ACCESS_KEY_ID: "${id}" }\n`)).toEqual([
      '2 the binding `web-main` trusts this job already',
    ]);
  });
});

describe('a role that a caller passes', () => {
  const caller = (uses: string, passed: string) => `on: { push: { branches: [main] } }
permissions: { id-token: write, contents: read }
jobs:
  go:
    uses: ${uses}
    ${passed}
`;

  it('is read from the secrets that it passes by name', () => {
    const ship = `on: { workflow_call: { secrets: { role: {} } } }
jobs:
  ship:
    runs-on: ubuntu-24.04
    steps:
${login('${{ secrets.ROLE }}')}`;
    const by = (secrets: string) =>
      logins({ 'a.yml': caller('./.github/workflows/b.yml', `secrets: ${secrets}`), 'b.yml': ship });

    expect(by(`{ role: "${OF_MAIN}" }`)).toEqual(['works | go / ship | push | refs/heads/main | production | trusted']);
    expect(by(`{ role: "${OF_ENVIRONMENT}" }`)).toEqual([
      'fails | go / ship | push | refs/heads/main | - | variable-out-of-scope',
    ]);
    expect(by('inherit')).toEqual(['cannot tell | go / ship | push | refs/heads/main | - | role-unknown']);
  });

  it('to a workflow elsewhere is one that it sees', () => {
    const files = (role: string) => ({
      'a.yml': caller('octo-org/shared/.github/workflows/b.yml@v1', `with: { role: "${role}" }`),
    });

    expect(logins(files(OF_MAIN))).toEqual([
      'cannot tell | go | push | refs/heads/main | production | called-elsewhere',
    ]);
    expect(found('variable-out-of-scope', files(OF_ENVIRONMENT))).toEqual([
      'a.yml:6 `AWS_ROLE_ARN` is a variable of the environments `production`, `staging`, and a job that calls a workflow is in none',
    ]);
  });
});
