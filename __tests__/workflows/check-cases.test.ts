import { BINDINGS, OF_ENVIRONMENT, OF_MAIN, OF_PLAN, check, found, logins, workflow } from '../support/check-workflow';

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

describe('an environment that an expression names', () => {
  const asking = (environment: string) =>
    logins({
      'deploy.yml': workflow(OF_MAIN, {
        job: `environment: \${{ ${environment} }}\nstrategy: { matrix: { shard: [1] } }`,
      }),
    });

  it('may be a number: the job is in it', () => {
    expect(asking('matrix.shard')).toEqual([
      'fails | deploy | push | refs/heads/main | production | environment-replaces-ref',
    ]);
  });

  it('is none where the expression is empty, and not known where it is neither text nor number', () => {
    expect(asking("''")).toEqual(['works | deploy | push | refs/heads/main | production | trusted']);
    expect(asking('false')).toEqual([
      'cannot tell | deploy | push | refs/heads/main | production | environment-unknown',
    ]);
  });
});

it('names the binding in place of a stored key where that requires the workflow file', () => {
  const bindings = BINDINGS.replace(
    'branch: main }',
    "branch: main, claims: { job_workflow_ref: 'octo-org/web/.github/workflows/deploy.yml@refs/heads/main' } }",
  );
  const files = {
    'deploy.yml': workflow(OF_MAIN, {
      after: '      - run: ./x\n        env: { AWS_ACCESS_KEY_ID: "${{ secrets.KEY }}" }\n',
    }),
  };
  const { diagnostics } = check(files, bindings);

  expect(diagnostics.find(({ rule }) => rule === 'long-lived-keys')?.message).toContain(
    '`web-main` trusts this job already',
  );
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
