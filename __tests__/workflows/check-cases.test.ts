import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveInput } from '../../src/cli/load';
import { rangeOf } from '../../src/diagnostics/source';
import { type Checked, checkWorkflows } from '../../src/workflows/check/check';

const LOCK = `version: 1
repositories:
  octo-org/web:
    owner_id: '123456'
    repository_id: '456789'
    subject_prefix: repo:octo-org@123456/web@456789
    subject_claims: default
    owner_type: Organization
    default_branch: main
    visibility: private
    archived: false
    has_protected_branches: true
    environments:
      production: { reviewers: 1, deployment_branches: [main], can_admins_bypass: false }
      preview: { protected_branches: true, can_admins_bypass: false }
      staging: { can_admins_bypass: true }
`;

const BINDINGS = `version: 1
github: { owner: octo-org }
accounts:
  staging: { id: '222222222222', region: us-east-2 }
  production: { id: '111111111111', region: us-east-2 }
repositories:
  web:
    environments:
      preview: { protected_branches: true }
      production: { reviewers: { teams: [release-managers] }, deployment_branches: [main] }
      staging: {}
bindings:
  web-deploy:
    accounts: [staging, production]
    trust: [{ repository: web, environment: '\${account.name}' }]
    permissions: [{ preset: s3-sync, bucket: octo-web }]
    variables: { AWS_ROLE_ARN: '\${role.arn}' }
  web-main:
    accounts: [production]
    trust: [{ repository: web, branch: main }]
    permissions: [{ preset: s3-sync, bucket: octo-web }]
    variables: { AWS_MAIN_ROLE_ARN: '\${role.arn}' }
  web-plan:
    accounts: [production]
    trust: [{ repository: web, pull_request: true }, { repository: web, environment: preview }]
    permissions: [{ preset: s3-sync, bucket: octo-web }]
    variables: { AWS_PLAN_ROLE_ARN: { value: '\${role.arn}', scope: repository } }
`;

const OF_ENVIRONMENT = '${{ vars.AWS_ROLE_ARN }}';
const OF_MAIN = '${{ vars.AWS_MAIN_ROLE_ARN }}';
const OF_PLAN = '${{ vars.AWS_PLAN_ROLE_ARN }}';

const FOLDER = mkdtempSync(join(tmpdir(), 'check-cases-'));

afterAll(() => {
  rmSync(FOLDER, { recursive: true });
});

/** Texts by file names: workflows, and actions by their paths. */
type Files = Readonly<Record<string, string>>;

const RESOLVED = new Map<string, ReturnType<typeof resolveInput>>();

function resolved(bindings: string): ReturnType<typeof resolveInput> {
  const path = join(FOLDER, 'bindings.yaml');
  writeFileSync(path, bindings);
  writeFileSync(join(FOLDER, 'bindings.lock.yaml'), LOCK);
  const input = RESOLVED.get(bindings) ?? resolveInput({ bindings: path });
  RESOLVED.set(bindings, input);
  return input;
}

function check(files: Files, bindings = BINDINGS): Checked {
  const { access, lock, diagnostics } = resolved(bindings);
  if (!access || !lock) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const workflows = Object.entries(files)
    .filter(([name]) => !name.startsWith('./'))
    .map(([name, text]) => ({ path: `.github/workflows/${name}`, shown: name, text }));
  const action = (path: string) => {
    const text = files[path];
    return text === undefined ? undefined : { path, shown: path, text };
  };
  const clock = { today: '2026-11-24', overdue: 'error' } as const;
  return checkWorkflows({ workflows, action }, 'octo-org/web', { access, lock, clock });
}

/** What is said of each login, in a line: verdict, job, trigger, ref, account, reason. */
function logins(files: Files, bindings?: string): readonly string[] {
  return check(files, bindings).rows.map(({ verdict, reason, account, jobRun: { name, run } }) =>
    [verdict, name, run.event, run.shown, account ?? '-', reason].join(' | '),
  );
}

/** Each diagnostic of a rule, as file, line and first line of the message. */
function found(rule: string, files: Files, bindings?: string): readonly string[] {
  return check(files, bindings)
    .diagnostics.filter((diagnostic) => diagnostic.rule === rule)
    .map(({ at, message }) => `${at.source.file}:${rangeOf(at).line} ${message.split('\n', 1)[0] ?? ''}`);
}

const LOGIN = 'aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c # v6.2.3';

function login(role: string): string {
  return `      - uses: ${LOGIN}
        with: { role-to-assume: "${role}", aws-region: us-east-2 }
`;
}

/** A workflow with one job `deploy` that logs in. */
function workflow(role: string, { on = '{ push: { branches: [main] } }', job = '', after = '' } = {}): string {
  return `on: ${on}
permissions: { id-token: write, contents: read }
jobs:
  deploy:
    runs-on: ubuntu-24.04
${job === '' ? '' : `    ${job.replaceAll('\n', '\n    ')}\n`}    steps:
${login(role)}${after}`;
}

describe('a matrix of objects', () => {
  const targets = `matrix:
      target:
        - { environment: staging, account: "222222222222" }
        - { environment: production, account: "111111111111" }`;
  const role = 'arn:aws:iam::${{ matrix.target.account }}:role/web-deploy';
  const deploy = (more: string) =>
    logins({
      'deploy.yml': workflow(role, {
        job: `environment: \${{ matrix.target.environment }}\nstrategy:\n  ${targets.replaceAll('\n  ', '\n')}${more}`,
      }),
    }).map((line) => line.split(' | ')[4]);

  it('gives each its own job', () => {
    expect(deploy('')).toEqual(['staging', 'production']);
  });

  it('is matched by `exclude` as far as that says', () => {
    expect(deploy('\n    exclude: [{ target: { environment: staging } }]')).toEqual(['production']);
    expect(deploy('\n    exclude: [{ target: { environment: other } }]')).toEqual(['staging', 'production']);
  });

  it('is joined by the `include` that names it', () => {
    expect(
      logins({
        'deploy.yml': workflow('${{ matrix.role }}', {
          job: `environment: \${{ matrix.target.name }}
strategy:
  matrix:
    target: [{ name: staging }, { name: production }]
    include:
      - { target: { name: staging }, role: 'arn:aws:iam::222222222222:role/web-deploy' }
      - { target: { name: production }, role: 'arn:aws:iam::111111111111:role/web-deploy' }`,
        }),
      }),
    ).toEqual([
      'works | deploy | push | refs/heads/main | staging | trusted',
      'works | deploy | push | refs/heads/main | production | trusted',
    ]);
  });
});

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

it('does not take one role that works for another that does not, where somebody chooses the branch', () => {
  const bindings = `${BINDINGS}  web-develop:
    accounts: [production]
    trust: [{ repository: web, environment: production, claims: { ref: refs/heads/develop } }]
    permissions: [{ preset: s3-sync, bucket: octo-web }]
`;
  const role = 'arn:aws:iam::111111111111:role/${{ matrix.role }}';
  const job = 'environment: production\nstrategy: { matrix: { role: [web-deploy, web-develop] } }';

  expect(logins({ 'deploy.yml': workflow(role, { on: 'workflow_dispatch', job }) }, bindings)).toEqual([
    'works | deploy | workflow_dispatch | refs/heads/main | production | trusted',
    'fails | deploy | workflow_dispatch | refs/heads/main | production | other-ref',
    'fails | deploy | workflow_dispatch | refs/heads/develop | production | deployment-policy',
  ]);
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

describe('filters', () => {
  it.each([
    ['branches: ["mai?"]', []],
    ['branches: ["maine?"]', ['main']],
    ['branches: ["[a-m]ain"]', ['main']],
    ['branches: ["m[a-z]+"]', ['main']],
    ['branches: ["m[A-Z]+"]', []],
    ['branches: ["**", "!main"]', []],
    ['branches: ["!main", "**"]', ['main']],
    ['branches-ignore: ["m*"]', []],
    ['tags: ["**"]', []],
    ['tags-ignore: ["v1"]', []],
    ['paths: ["src/**"]', ['main']],
  ])('let a role that trusts main through or not: %s', (filter, expected) => {
    const lines = logins({ 'deploy.yml': workflow(OF_MAIN, { on: `{ push: { ${filter} } }` }) });

    expect(lines.filter((line) => line.startsWith('works'))).toEqual(
      expected.map((branch) => `works | deploy | push | refs/heads/${branch} | production | trusted`),
    );
  });

  it('are as many as somebody likes, and as long', () => {
    const many = Array.from({ length: 800 }, (_, i) => `"b${i}/**/*x*"`).join();

    expect(logins({ 'deploy.yml': workflow(OF_MAIN, { on: `{ push: { branches: [${many}, "!x"] } }` }) })).toHaveLength(
      800,
    );
    expect(
      logins({ 'deploy.yml': workflow(OF_MAIN, { on: `{ push: { branches: ["${'a*'.repeat(20000)}"] } }` }) }),
    ).toEqual([]);
  });
});

it('says of an event that is about any ref what it can', () => {
  expect(logins({ 'deploy.yml': workflow(OF_MAIN, { on: 'deployment' }) })).toEqual([
    'works | deploy | deployment | refs/heads/main | production | trusted',
    'cannot tell | deploy | deployment | * | production | ref-unknown',
  ]);
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

describe('a branch that a condition names', () => {
  const on = (condition: string, environment = '') =>
    logins({ 'a.yml': workflow(OF_MAIN, { on: 'push', job: `if: ${condition}${environment}` }) }).map((line) =>
      line.split(' | ').slice(3, 4).join(),
    );

  it.each([
    ["github.ref_type == 'branch'", ['refs/heads/*', 'refs/heads/main']],
    ["github.ref == 'refs/heads/develop' && github.event_name == 'push'", ['refs/heads/develop']],
    ["startsWith(github.ref, 'refs/tags/')", ['refs/tags/*']],
    ["startsWith(github.ref, 'refs/heads/rel')", ['refs/heads/rel', 'refs/heads/rel*']],
    ['contains(fromJSON(\'["main", "develop"]\'), github.ref_name)', ['refs/heads/main', 'refs/heads/develop']],
  ])('is judged, and nothing that is none: %s', (condition, expected) => {
    expect(on(condition).filter((ref) => ref !== 'refs/tags/develop*' && ref !== 'refs/tags/main*')).toEqual(expected);
  });

  it('is not the name of an environment', () => {
    const job = "environment: ${{ github.ref == 'refs/heads/main' && 'production' || 'staging' }}";

    expect(logins({ 'a.yml': workflow(OF_ENVIRONMENT, { on: '{ push: { branches: ["**"] } }', job }) })).toEqual([
      'works | deploy | push | refs/heads/* | staging | trusted',
      'works | deploy | push | refs/heads/main | production | trusted',
    ]);
  });
});

it('knows that the ref of a pull request is no protected branch', () => {
  const by = (on: string) => logins({ 'a.yml': workflow(OF_PLAN, { on, job: 'environment: preview' }) });

  expect(by('pull_request')).toEqual([
    'fails | deploy | pull_request | refs/pull/*/merge | production | deployment-policy',
  ]);
  expect(by('{ push: { branches: [main] } }')).toEqual([
    'works | deploy | push | refs/heads/main | production | trusted',
  ]);
});

it('asks for `contents: read` only where the code is checked out by the token of the job', () => {
  const by = (inputs: string) =>
    found('missing-contents-permission', {
      'a.yml': workflow(OF_MAIN, { after: `      - uses: actions/checkout@v7\n        with: { ${inputs} }\n` }).replace(
        ', contents: read',
        '',
      ),
    });

  expect(by('fetch-depth: 0')).toHaveLength(1);
  expect(by('token: "${{ secrets.PAT }}"')).toEqual([]);
  expect(by('ssh-key: "${{ secrets.KEY }}"')).toEqual([]);
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

it('takes no host of GitHub for granted', () => {
  const job = "if: github.server_url != 'https://github.com'";

  expect(logins({ 'a.yml': workflow(OF_MAIN, { job }) })).toEqual([
    'works | deploy | push | refs/heads/main | production | trusted',
  ]);
});

it.each([
  ['v4', ['v4']],
  ['v1-node16', ['v1-node16']],
  ['main', []],
  ['v6', []],
  ['v10.1', []],
  ['e6de054238d6b7531b4efff3b6587d9aade6a06c', []],
  ['e6de054238d6b7531b4efff3b6587d9aade6a06c # v6.2.3', []],
  ['e6de054238d6b7531b4efff3b6587d9aade6a06c # tag=v4.0.2', ['v4.0.2']],
  ['e6de054238d6b7531b4efff3b6587d9aade6a06c # ratchet:aws-actions/configure-aws-credentials@v5', ['v5']],
  ['e6de054238d6b7531b4efff3b6587d9aade6a06c # the 2024 one', []],
])('knows which version is old: %s', (version, expected) => {
  const text = workflow(OF_MAIN).replace(/configure-aws-credentials@.*/, `configure-aws-credentials@${version}`);

  expect(found('outdated-action', { 'a.yml': text }).map((line) => /`(.*?)`/.exec(line)?.[1])).toEqual(expected);
});
