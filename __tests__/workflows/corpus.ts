import {
  type Files,
  LOGIN,
  OF_ENVIRONMENT as E,
  OF_MAIN as M,
  OF_PLAN as P,
  login,
  workflow,
} from '../support/check-workflow';

/** A set of workflows in a shape that repositories have, and the verdicts that are right for its logins, in their order. */
export type Case = readonly [shape: string, files: Files, verdicts: string];

const one = (role: string, on: string, job = '', after = ''): Files => ({
  'a.yml': workflow(role, { on, job, after }),
});
const MAIN = '{ push: { branches: [main] } }';
const ARN = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;
const PRODUCTION = ARN('111111111111', 'web-deploy');
const both = 'push: { branches: [main] }, pull_request: ';

const triggers: readonly (readonly [role: string, on: string, job: string, verdicts: string])[] = [
  [M, MAIN, '', 'works'],
  [M, '{ push: { branches: main } }', '', 'works'],
  [M, '{ push: { branches: [main, develop] } }', '', 'works fails'],
  [M, 'push', '', 'fails works fails'],
  [M, '[push]', '', 'fails works fails'],
  [M, '{ push: { paths: ["src/**"] } }', '', 'fails works fails'],
  [M, '{ push: { branches-ignore: [develop] } }', '', 'fails works'],
  [M, '{ push: { branches: ["**", "!develop"] } }', '', 'fails works'],
  [M, '{ push: { branches: ["release/**"] } }', '', 'fails'],
  [M, '{ push: { branches: ["mai*"] } }', '', 'fails works'],
  [M, '{ push: { tags: ["v*"] } }', '', 'fails'],
  [M, '{ push: { branches: [main], tags: ["v*"] } }', '', 'works fails'],
  [M, '{ schedule: [{ cron: "0 1 * * *" }] }', '', 'works'],
  [M, 'workflow_dispatch', '', 'works'],
  [M, `{ ${both} }`, '', 'works fails'],
  [M, '[workflow_dispatch, repository_dispatch]', '', 'works works'],
  [M, 'release', '', 'fails'],
  [M, '{ release: { types: [published] } }', '', 'fails'],
  [M, 'issue_comment', '', 'works'],
  [M, '{ issues: { types: [labeled] } }', '', 'works'],
  [M, '{ workflow_run: { workflows: [Build], types: [completed] } }', '', 'works'],
  [M, 'repository_dispatch', '', 'works'],
  [M, 'pull_request_target', '', 'works'],
  [M, 'pull_request', '', 'fails'],
  [M, 'pull_request_review', '', 'fails'],
  [M, 'merge_group', '', 'fails'],
  [M, 'workflow_call', '', 'cannot tell'],
  [M, 'create', '', 'works cannot tell'],
  [M, 'deployment_status', '', 'works cannot tell'],
  [M, 'watch', '', 'works'],
  [M, 'gollum', '', 'works'],
  [P, 'pull_request', '', 'works'],
  [P, '{ pull_request: { branches: [main] } }', '', 'works'],
  [P, '{ pull_request: { types: [opened, labeled] } }', '', 'works'],
  [P, '{ pull_request: { types: [closed], branches: [main] } }', '', 'works works'],
  [P, 'pull_request_review', '', 'cannot tell'],
  [P, 'pull_request_target', '', 'fails'],
  [P, MAIN, '', 'fails'],
  [P, 'merge_group', '', 'fails'],
  [P, MAIN, 'environment: preview', 'works'],
  [P, 'pull_request', 'environment: preview', 'fails'],
  [E, MAIN, 'environment: production', 'works'],
  [E, MAIN, 'environment: { name: production, url: "https://octo.example" }', 'works'],
  [E, MAIN, 'environment: staging', 'works'],
  [E, MAIN, 'environment: prodution', 'fails'],
  [E, MAIN, '', 'fails'],
  [E, 'push', 'environment: production', 'fails works fails'],
  [E, 'push', 'environment: staging', 'works works'],
  [E, '{ push: { tags: ["v*"] } }', 'environment: production', 'fails'],
  [E, '{ push: { tags: ["v*"] } }', 'environment: staging', 'works'],
  [E, 'pull_request', 'environment: staging', 'works'],
  [E, 'pull_request', 'environment: production', 'fails'],
  [E, 'workflow_dispatch', 'environment: production', 'works'],
  [E, 'workflow_call', 'environment: staging', 'works'],
  [E, 'workflow_call', 'environment: production', 'cannot tell'],
  [E, 'merge_group', 'environment: staging', 'works'],
  [E, 'merge_group', 'environment: production', 'fails'],
  [E, '{ schedule: [{ cron: "0 1 * * 1" }] }', 'environment: production', 'works'],
  [E, '{ release: { types: [published] } }', 'environment: staging', 'works'],
  [E, '{ release: { types: [published] } }', 'environment: production', 'fails'],
  [M, MAIN, 'environment: production', 'fails'],
  [M, MAIN, 'environment: other', 'fails'],
];

const conditions: readonly (readonly [role: string, on: string, condition: string, verdicts: string])[] = [
  [M, 'push', "github.ref == 'refs/heads/main'", 'works'],
  [M, 'push', "github.ref_name == 'main'", 'works'],
  [M, 'push', "github.ref == 'refs/heads/develop'", 'fails'],
  [M, 'push', "startsWith(github.ref, 'refs/tags/')", 'fails'],
  [M, 'push', "github.ref_type == 'branch' && github.ref_name == github.event.repository.default_branch", 'works'],
  [M, `{ ${both} }`, "github.event_name == 'push'", 'works'],
  [M, `{ ${both} }`, "github.event_name != 'pull_request'", 'works'],
  [M, `{ ${both} }`, "github.event_name == 'push' && github.ref == 'refs/heads/main'", 'works'],
  [P, `{ ${both} }`, "github.event_name == 'pull_request'", 'works'],
  [P, 'pull_request', 'github.event.pull_request.head.repo.full_name == github.repository', 'works'],
  [P, 'pull_request', '!github.event.pull_request.head.repo.fork', 'works'],
  [P, 'pull_request', "github.actor != 'dependabot[bot]'", 'works'],
  [P, 'pull_request', '!github.event.pull_request.draft', 'works'],
  [P, 'pull_request', "contains(github.event.pull_request.labels.*.name, 'plan')", 'works'],
  [P, '{ pull_request: { types: [closed] } }', 'github.event.pull_request.merged == true', 'works'],
  [P, '{ pull_request: { types: [opened, closed] } }', "github.event.action != 'closed'", 'works'],
  [M, 'pull_request', '!github.event.pull_request.draft', 'fails'],
  [M, 'pull_request', "contains(github.event.pull_request.labels.*.name, 'deploy')", 'fails'],
  [M, '{ pull_request: { types: [closed], branches: [main] } }', 'github.event.pull_request.merged', 'fails'],
  [M, MAIN, "!contains(github.event.head_commit.message, '[skip deploy]')", 'works'],
  [M, MAIN, "vars.DEPLOY == 'true'", 'works'],
  [M, 'pull_request', "vars.DEPLOY == 'true'", 'cannot tell'],
  [M, MAIN, "vars.AWS_MAIN_ROLE_ARN != ''", 'works'],
  [M, MAIN, "vars.AWS_ROLE_ARN != ''", ''],
  [M, MAIN, "github.repository == 'octo-org/web'", 'works'],
  [M, MAIN, "github.repository_owner == 'octo-org'", 'works'],
  [M, MAIN, "github.repository == 'octocat/web'", ''],
  [M, MAIN, 'false', ''],
  [M, MAIN, 'always()', 'works'],
  [M, MAIN, '!cancelled()', 'works'],
  [M, MAIN, 'success()', 'works'],
  [M, MAIN, 'failure()', 'works'],
  [P, MAIN, 'failure()', 'fails'],
  [
    M,
    '{ workflow_run: { workflows: [CI], types: [completed] } }',
    "github.event.workflow_run.conclusion == 'success'",
    'works',
  ],
  [P, '{ workflow_run: { workflows: [CI] } }', "github.event.workflow_run.conclusion == 'success'", 'fails'],
  [M, 'issue_comment', "github.event.issue.pull_request && github.event.comment.body == '/deploy'", 'works'],
  [M, '{ repository_dispatch: { types: [deploy] } }', "github.event.action == 'deploy'", 'works'],
  [M, '{ repository_dispatch: { types: [deploy] } }', "github.event.action == 'other'", ''],
  [M, 'workflow_dispatch', "github.ref == 'refs/heads/main'", 'works'],
  [
    M,
    '[push, workflow_dispatch]',
    "github.ref == 'refs/heads/main' || github.event_name == 'workflow_dispatch'",
    'works works',
  ],
];

const GUARD = "${{ github.ref == 'refs/heads/main' && 'production' || 'staging' }}";
const jobs: readonly (readonly [role: string, on: string, job: string, verdicts: string])[] = [
  [E, '{ push: { branches: [main, develop] } }', `environment: ${GUARD}`, 'works works'],
  [E, 'push', `environment: ${GUARD}`, 'works works works'],
  [E, 'push', 'environment: ${{ github.ref_name }}', 'fails fails'],
  [E, MAIN, 'environment: ${{ matrix.env }}\nstrategy: { matrix: { env: [staging, production] } }', 'works works'],
  [E, MAIN, 'environment: ${{ matrix.env }}\nstrategy: { matrix: { env: [staging, qa] } }', 'works fails'],
  [E, MAIN, 'environment: ${{ matrix.t.env }}\nstrategy: { matrix: { include: [{ t: { env: staging } }] } }', 'works'],
  [E, MAIN, 'environment: ${{ vars.TARGET }}', 'cannot tell'],
  [M, MAIN, 'environment: ${{ vars.TARGET }}', 'cannot tell'],
  [
    ARN('${{ matrix.id }}', 'web-deploy'),
    MAIN,
    'environment: ${{ matrix.env }}\nstrategy: { matrix: { include: [{ id: "222222222222", env: staging }, { id: "111111111111", env: production }] } }',
    'works works',
  ],
  [
    ARN('${{ matrix.id }}', 'web-deploy'),
    MAIN,
    'environment: production\nstrategy: { matrix: { id: ["222222222222", "111111111111"] } }',
    'fails works',
  ],
  ['${{ env.ROLE }}', MAIN, `env: { ROLE: "${M}" }`, 'works'],
  ['${{ env.ROLE }}', MAIN, 'env: { ROLE: "${{ secrets.ROLE }}" }', 'cannot tell'],
  ['${{ secrets.AWS_ROLE }}', MAIN, '', 'cannot tell'],
  ['${{ vars.SOME_ROLE }}', MAIN, '', 'cannot tell'],
  ['${{ needs.setup.outputs.role }}', MAIN, '', 'cannot tell'],
  [PRODUCTION, MAIN, 'environment: production', 'works'],
  [PRODUCTION, MAIN, 'environment: staging', 'fails'],
  [PRODUCTION, MAIN, '', 'fails'],
  [ARN('222222222222', 'web-deploy'), MAIN, 'environment: staging', 'works'],
  [ARN('222222222222', 'web-main'), MAIN, '', 'fails'],
  [ARN('333333333333', 'web-main'), MAIN, '', 'cannot tell'],
  [ARN('111111111111', 'by-hand'), MAIN, '', 'cannot tell'],
  [ARN('111111111111', 'web-mian'), MAIN, '', 'cannot tell'],
  ['web-main', MAIN, '', 'fails'],
  [M, MAIN, 'permissions: { contents: read }', 'fails'],
  [M, MAIN, 'permissions: {}', 'fails'],
  [M, MAIN, 'permissions: read-all', 'fails'],
  [M, MAIN, 'permissions: write-all', 'works'],
  [M, MAIN, 'permissions: { id-token: write }', 'works'],
  [M, MAIN, 'permissions: { id-token: none }', 'fails'],
  [
    E,
    '{ workflow_dispatch: { inputs: { to: { type: choice, options: [staging, production] } } } }',
    'environment: ${{ inputs.to }}',
    'works works',
  ],
  [
    E,
    '{ workflow_dispatch: { inputs: { to: { type: choice, options: [staging, qa] } } } }',
    'environment: ${{ inputs.to }}',
    'works fails',
  ],
  [
    E,
    '{ workflow_dispatch: { inputs: { to: { default: staging } } } }',
    'environment: ${{ github.event.inputs.to }}',
    'works',
  ],
  [
    E,
    '{ workflow_dispatch: { inputs: { to: { type: environment } } } }',
    'environment: ${{ inputs.to }}',
    'cannot tell',
  ],
  [
    M,
    '{ workflow_dispatch: { inputs: { dry: { type: boolean, default: false } } } }',
    'if: ${{ !inputs.dry }}',
    'works',
  ],
  [
    M,
    '{ workflow_dispatch: { inputs: { dry: { type: boolean } } } }',
    "if: github.event.inputs.dry != 'true'",
    'works',
  ],
  [M, MAIN, 'runs-on: self-hosted', 'refused'],
  [M, MAIN, 'concurrency: deploy', 'works'],
  [M, MAIN, 'timeout-minutes: 10', 'works'],
  [M, MAIN, 'container: node:24', 'works'],
  [M, MAIN, 'needs: nobody', 'refused'],
  [M, MAIN, 'if: env.X', 'refused'],
  [M, MAIN, 'if: secrets.X', 'refused'],
  [M, MAIN, 'environment: ${{ env.X }}', 'refused'],
  [M, '{ puhs: }', '', 'refused'],
  [M, '{ push: { branchs: [main] } }', '', 'refused'],
  [M, '{ schedule: [{ cron: "61 * * * *" }] }', '', 'refused'],
];

const inputs: readonly (readonly [inputs: string, verdicts: string])[] = [
  [`role-to-assume: "${M}"`, 'fails'],
  [`role-to-assume: "${M}", aws-region: us-east-1`, 'works'],
  [`role-to-assume: "${M}", aws-region: us-eats-1`, 'fails'],
  [`role-to-assume: "${M}", aws-region: cn-north-1`, 'fails'],
  [`role-to-assume: "${M}", aws-region: "\${{ vars.REGION }}"`, 'works'],
  [`role-to-assume: "${M}", aws-region: us-east-1, role-session-name: "ci-\${{ github.run_id }}"`, 'works'],
  [`role-to-assume: "${M}", aws-region: us-east-1, role-session-name: "\${{ github.repository }}"`, 'fails'],
  [`role-to-assume: "${M}", aws-region: us-east-1, role-session-name: "my session"`, 'fails'],
  [`role-to-assume: "${M}", aws-region: us-east-1, role-duration-seconds: 900`, 'works'],
  [`role-to-assume: "${M}", aws-region: us-east-1, role-duration-seconds: 60`, 'fails'],
  [`role-to-assume: "${M}", aws-region: us-east-1, role-duration-seconds: 7200`, 'fails'],
  [`role-to-assume: "${M}", aws-region: us-east-1, audience: sts.amazonaws.com`, 'works'],
  [`role-to-assume: "${M}", aws-region: us-east-1, audience: sts.amazonaws.com.cn`, 'fails'],
  [`role-to-assume: "${M}", aws-region: us-east-1, allowed-account-ids: "111111111111"`, 'works'],
  [`role-to-assume: "${M}", aws-region: us-east-1, allowed-account-ids: "222222222222"`, 'fails'],
  [`role-to-assume: "${M}", aws-region: us-east-1, mask-aws-account-id: true`, 'works'],
  [`aws-role-arn: "${M}", aws-region: us-east-1`, 'fails'],
  [`role_to_assume: "${M}", aws-region: us-east-1`, 'fails'],
  [`role-arn: "${M}", aws-region: us-east-1`, 'fails'],
  ['aws-region: us-east-1', 'fails'],
  [
    'aws-access-key-id: "${{ secrets.ID }}", aws-secret-access-key: "${{ secrets.KEY }}", aws-region: us-east-1',
    'cannot tell',
  ],
  [
    `aws-access-key-id: "\${{ secrets.ID }}", aws-secret-access-key: "\${{ secrets.KEY }}", role-to-assume: "${M}", aws-region: us-east-1`,
    'fails',
  ],
];

const TOKEN = '{ id-token: write, contents: read }';
const caller = (permissions: string, uses = './.github/workflows/b.yml', more = '') => `on: ${MAIN}
${permissions === '' ? '' : `permissions: ${permissions}\n`}jobs:
  go:
    uses: ${uses}
${more}`;
const called = (role: string, job = '', on = 'workflow_call') => `on: ${on}
jobs:
  ship:
    runs-on: ubuntu-24.04
${job}    steps:
${login(role)}`;
const ACTION = `inputs: { role: { required: true } }
runs:
  using: composite
  steps:
    - uses: ${LOGIN}
      with: { role-to-assume: "\${{ inputs.role }}", aws-region: us-east-2 }
`;
const steps = (text: string) => `on: ${MAIN}
permissions: ${TOKEN}
jobs:
  deploy:
    runs-on: ubuntu-24.04
    steps:
${text}`;
const checkout = '      - uses: actions/checkout@v7\n';
const use = (uses: string) => `      - uses: ${uses}\n        with: { role: "${M}" }\n`;
const role = '{ workflow_call: { inputs: { role: { type: string } } } }';
const needing = (condition: string, first: string) => ({
  'a.yml': `${workflow(M, { on: MAIN, job: `needs: first\n${condition}` })}  first:
${first}    runs-on: ubuntu-24.04
    steps: [{ run: make }]
`,
});

const sets: readonly Case[] = [
  ['called with its token', { 'a.yml': caller(TOKEN), 'b.yml': called(M) }, 'works'],
  ['called without', { 'a.yml': caller('{ contents: read }'), 'b.yml': called(M) }, 'fails'],
  [
    'called by one that lists nothing',
    { 'a.yml': caller(''), 'b.yml': called(M, `    permissions: ${TOKEN}\n`) },
    'cannot tell',
  ],
  ['called by one that lists nothing, asking for nothing', { 'a.yml': caller(''), 'b.yml': called(M) }, 'fails'],
  [
    'called, asking for more',
    { 'a.yml': caller(TOKEN), 'b.yml': called(M, '    permissions: { id-token: write, contents: write }\n') },
    'refused',
  ],
  [
    'called in an environment',
    { 'a.yml': caller(TOKEN), 'b.yml': called(E, '    environment: production\n') },
    'works',
  ],
  [
    'called with the role',
    {
      'a.yml': caller(TOKEN, undefined, `    with: { role: "${M}" }\n`),
      'b.yml': called('${{ inputs.role }}', '', role),
    },
    'works',
  ],
  [
    'called with a role that its caller does not see',
    {
      'a.yml': caller(TOKEN, undefined, `    with: { role: "${E}" }\n`),
      'b.yml': called('${{ inputs.role }}', '    environment: production\n', role),
    },
    'fails',
  ],
  [
    'called with a misspelt input',
    {
      'a.yml': caller(TOKEN, undefined, `    with: { rolle: "${M}" }\n`),
      'b.yml': called('${{ inputs.role }}', '', role),
    },
    'refused',
  ],
  [
    'called with all secrets',
    { 'a.yml': caller(TOKEN, undefined, '    secrets: inherit\n'), 'b.yml': called('${{ secrets.ROLE }}') },
    'cannot tell',
  ],
  ['called by `$/`', { 'a.yml': caller(TOKEN, '$/.github/workflows/b.yml'), 'b.yml': called(M) }, 'works'],
  [
    'called by its full name',
    { 'a.yml': caller(TOKEN, 'octo-org/web/.github/workflows/b.yml@main'), 'b.yml': called(M) },
    'works',
  ],
  ['called elsewhere', { 'a.yml': caller(TOKEN, 'octo-org/shared/.github/workflows/b.yml@v1') }, 'cannot tell'],
  [
    'called elsewhere without a token',
    { 'a.yml': caller('{ contents: read }', 'octo-org/shared/.github/workflows/b.yml@v1') },
    '',
  ],
  ['called, and not there', { 'a.yml': caller(TOKEN) }, 'refused'],
  [
    'called, and started',
    { 'a.yml': caller(TOKEN), 'b.yml': called(M, `    permissions: ${TOKEN}\n`, '[workflow_call, workflow_dispatch]') },
    'works works',
  ],
  [
    'an action after a checkout',
    { 'a.yml': steps(checkout + use('./.github/actions/login')), './.github/actions/login': ACTION },
    'works',
  ],
  ['an action without', { 'a.yml': steps(use('./.github/actions/login')), './.github/actions/login': ACTION }, 'fails'],
  ['an action by `$/`', { 'a.yml': steps(use('$/.github/actions/login')), './.github/actions/login': ACTION }, 'works'],
  [
    'an action by its full name',
    { 'a.yml': steps(use('octo-org/web/.github/actions/login@v1')), './.github/actions/login': ACTION },
    'works',
  ],
  ['an action elsewhere', { 'a.yml': steps(use('octo-org/actions/login@v1')) }, ''],
  [
    'an action in a checkout with a path',
    {
      'a.yml': steps(`${checkout}        with: { path: src }\n${use('./src/.github/actions/login')}`),
      './.github/actions/login': ACTION,
    },
    'works',
  ],
  ['two logins', { 'a.yml': steps(login(M) + login(ARN('333333333333', 'other'))) }, 'works cannot tell'],
  [
    'a login that may fail',
    { 'a.yml': workflow(P, { on: MAIN }).replace('      - uses', '      - continue-on-error: true\n        uses') },
    'fails',
  ],
  [
    'a login under a condition',
    {
      'a.yml': workflow(M, { on: 'push' }).replace(
        '      - uses',
        "      - if: github.ref == 'refs/heads/main'\n        uses",
      ),
    },
    'works',
  ],
  [
    'a login if a step says so',
    {
      'a.yml': workflow(M, { on: MAIN }).replace(
        '      - uses',
        "      - if: steps.diff.outputs.changed == 'true'\n        uses",
      ),
    },
    'works',
  ],
  ['no login', { 'a.yml': steps('      - run: make\n') }, ''],
  ['after a job that runs', needing('', ''), 'works'],
  ['after a job that is skipped', needing('', '    if: false\n'), ''],
  ['after a skipped job, always', needing('if: always()', '    if: false\n'), 'works'],
  ['after success', needing("if: needs.first.result == 'success'", ''), 'works'],
  ['after success that is not', needing("if: needs.first.result == 'success'", '    if: false\n'), ''],
  ['after no failure', needing('if: ${{ !failure() && !cancelled() }}', '    if: false\n'), 'works'],
  ['after an output', needing("if: needs.first.outputs.deploy == 'true'", ''), 'works'],
  ['a text that goes on in its column', one(M, MAIN, '', "      - run: 'echo a\n      b'\n"), 'works'],
];

const line = (text: string) => text.replaceAll('\n', ' | ');

/** All of them, labeled by hand. */
export const CORPUS: readonly Case[] = [
  ...triggers.map(([arn, on, job, verdicts]): Case => [line(`${on} ${job} ${arn}`), one(arn, on, job), verdicts]),
  ...conditions.map(([arn, on, condition, verdicts]): Case => [
    `${on} if ${condition} ${arn}`,
    one(arn, on, `if: \${{ ${condition} }}`),
    verdicts,
  ]),
  ...jobs.map(([arn, on, job, verdicts]): Case => [line(`${on} ${job} ${arn}`), one(arn, on, job), verdicts]),
  ...inputs.map(([text, verdicts]): Case => [
    text,
    { 'a.yml': workflow(M).replace(/with: \{.*\}/, () => `with: { ${text} }`) },
    verdicts,
  ]),
  ...sets,
];
