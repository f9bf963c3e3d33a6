import { LOGIN, OF_ENVIRONMENT, OF_MAIN, OF_PLAN, found, login, logins, workflow } from '../support/check-workflow';

const on = (condition: string, role = OF_MAIN, event = '{ push: { branches: [main] } }') =>
  logins({ 'a.yml': workflow(role, { on: event, job: `if: \${{ ${condition} }}` }) }).map(
    (line) => line.split(' | ')[0],
  );

describe('a job whose condition reads a variable', () => {
  const guarded = (role: string, job: string) => ({ 'a.yml': workflow(role, { job }) });

  it('never runs if only its environment has that', () => {
    const files = guarded(OF_ENVIRONMENT, "if: vars.AWS_ROLE_ARN != ''\nenvironment: production");

    expect(logins(files)).toEqual([]);
    expect(found('variable-out-of-scope', files)).toEqual([
      'a.yml:6 `AWS_ROLE_ARN` is a variable of the environments `production`, `staging`, and the `if` of a job is decided outside of it: `deploy` never runs',
    ]);
  });

  it.each([
    [OF_MAIN, "if: vars.AWS_MAIN_ROLE_ARN != ''"],
    [OF_ENVIRONMENT, "if: vars.AWS_ROLE_ARN == ''\nenvironment: production"],
    [OF_MAIN, "if: vars.SWITCHED_ON != ''"],
  ])('runs if it sees that, or may: %s, %s', (role, job) => {
    expect(logins(guarded(role, job)).map((line) => line.split(' | ')[0])).toEqual(['works']);
    expect(found('variable-out-of-scope', guarded(role, job))).toEqual([]);
  });
});

it.each([
  ["env.DEPLOY == 'true'", 1],
  ['env.DEPLOY == true', 0],
  ["env.DEPLOY == 'false'", 0],
])('takes what is computed in `env` for text: %s', (condition, count) => {
  const text = workflow(OF_MAIN).replace(`      - uses: ${LOGIN}`, `      - if: ${condition}\n        uses: ${LOGIN}`);

  expect(logins({ 'a.yml': `env: { DEPLOY: "\${{ github.ref == 'refs/heads/main' }}" }\n${text}` })).toHaveLength(
    count,
  );
});

describe('a condition on what came of other jobs', () => {
  const after = (condition: string, build = '', between = '') => {
    const job = `needs: [${between === '' ? 'build' : 'between'}]\n${condition === '' ? '' : `if: \${{ ${condition} }}`}`;
    return logins({
      'a.yml': `${workflow(OF_MAIN, { job })}  build:
    ${build}
    runs-on: ubuntu-24.04
    steps: [{ run: make }]
${between}`,
    }).map((line) => line.split(' | ')[0]);
  };
  const skipped = "if: github.ref == 'refs/heads/other'";

  it.each([
    ["needs.build.result == 'success'", ['works'], []],
    ["always() && needs.build.result == 'success'", ['works'], []],
    ['always()', ['works'], ['works']],
    ['!failure()', ['works'], ['works']],
    ['!cancelled() && !failure()', ['works'], ['works']],
    ["!contains(needs.*.result, 'failure')", ['works'], []],
    ["always() && !contains(needs.*.result, 'failure')", ['works'], ['works']],
    ["always() && needs.build.result == 'skipped'", ['works'], ['works']],
    ['success()', ['works'], []],
    ['', ['works'], []],
  ])('is judged where all went well, and where that was skipped: %s', (condition, well, without) => {
    expect(after(condition)).toEqual(well);
    expect(after(condition, skipped)).toEqual(without);
  });

  it('is skipped with a job that its own needs do not skip', () => {
    const between =
      '  between:\n    needs: build\n    if: always()\n    runs-on: ubuntu-24.04\n    steps: [{ run: make }]\n';

    expect(after('', '', between)).toEqual(['works']);
    expect(after('', skipped, between)).toEqual([]);
  });
});

describe('a login for what has failed', () => {
  it('is judged, too', () => {
    expect(on('failure()')).toEqual(['works']);
    expect(on('failure()', OF_PLAN)).toEqual(['fails']);
  });
});

describe('what is not known of a condition', () => {
  it.each([
    ['!github.event.pull_request.draft', 'fails'],
    ["github.actor != 'octocat'", 'fails'],
    ["contains(github.event.pull_request.labels.*.name, 'deploy')", 'fails'],
    ["vars.SWITCHED_ON == 'true'", 'cannot tell'],
    ["github.event.pull_request.draft == false && vars.SWITCHED_ON == 'true'", 'cannot tell'],
  ])('hides a refusal only if it can change it: %s', (condition, verdict) => {
    expect(on(condition, OF_MAIN, 'pull_request')).toEqual([verdict]);
  });

  it.each([
    ["github.event.action == 'opened'", '{ pull_request: { types: [opened] } }', 1],
    ["github.event.action != 'closed'", '{ pull_request: { types: [opened, closed] } }', 1],
    ["github.event.action == 'closed'", 'pull_request', 0],
    ["github.event.ref == 'refs/heads/main'", 'pull_request', 0],
    ["github.event.ref == 'refs/heads/main'", '{ push: { branches: [main] } }', 1],
    ['github.event.pull_request.merged', 'pull_request', 1],
  ])('is less where the trigger says it: %s on %s', (condition, event, count) => {
    expect(
      on(condition, OF_PLAN, event)
        .filter((verdict) => verdict !== 'cannot tell')
        .slice(0, 1),
    ).toHaveLength(count);
  });
});

describe('a pull request that is closed', () => {
  const closed = (condition: string, job = '') =>
    logins({
      'a.yml': workflow(OF_PLAN, {
        on: '{ pull_request: { types: [closed], branches: [main] } }',
        job: `if: ${condition}${job}`,
      }),
    });

  it('runs on its base branch if it was merged, and else on its own ref', () => {
    expect(closed('always()')).toEqual([
      'works | deploy | pull_request | refs/pull/*/merge | production | trusted',
      'works | deploy | pull_request | refs/heads/main | production | trusted',
    ]);
    expect(closed('github.event.pull_request.merged')).toEqual([
      'works | deploy | pull_request | refs/heads/main | production | trusted',
    ]);
    expect(closed("github.event.pull_request.merged == false && github.ref != 'refs/heads/main'")).toEqual([
      'works | deploy | pull_request | refs/pull/*/merge | production | trusted',
    ]);
  });
});

describe('a review, of whose subject GitHub does not say which it is', () => {
  const reviewed = (role: string) =>
    logins({ 'a.yml': workflow(role, { on: 'pull_request_review' }) }).map((line) => line.split(' | ')[0]);

  it('fails where neither fits, and cannot be told where one does', () => {
    expect(reviewed(OF_MAIN)).toEqual(['fails']);
    expect(reviewed(OF_PLAN)).toEqual(['cannot tell']);
  });
});

it('knows a job by its own ids in `needs`, in any letter case', () => {
  const text = `${workflow(OF_MAIN, { job: 'needs: BUILD' })}  build:
    if: false
    runs-on: ubuntu-24.04
    steps:
${login(OF_MAIN)}`;

  expect(logins({ 'a.yml': text })).toEqual([]);
});
