import { OF_MAIN, check, login, workflow } from '../support/check-workflow';

const severities = (rule: string, files: Readonly<Record<string, string>>) =>
  check(files)
    .diagnostics.filter((diagnostic) => diagnostic.rule === rule)
    .map(({ severity }) => severity);

describe('a login that outsiders set off', () => {
  const by = (on: string, { job = '', after = '' } = {}) =>
    severities('outsider-trigger-login', {
      'a.yml': workflow(OF_MAIN, { on, job, after }),
      'test.yml': 'name: Test\non: pull_request\njobs: { test: { runs-on: x, steps: [{ run: make }] } }\n',
      'build.yml': 'name: Build\non: push\njobs: { build: { runs-on: x, steps: [{ run: make }] } }\n',
    });
  const checkout = (ref: string) => ({
    after: `      - uses: actions/checkout@v7\n        with: { ref: "\${{ ${ref} }}" }\n`,
  });

  it.each(['issue_comment', 'issues', 'discussion', 'fork', 'watch', '{ workflow_run: { workflows: [Test] } }'])(
    'is a warning on %s',
    (on) => {
      expect(by(on)).toEqual(['warning']);
    },
  );

  it.each(['schedule: [{ cron: "0 1 * * *" }]', 'workflow_dispatch:', 'workflow_run: { workflows: [Build] }'])(
    'is none on %s',
    (on) => {
      expect(by(`{ ${on} }`)).toEqual([]);
    },
  );

  it('is an error where it checks out what they wrote', () => {
    expect(by('{ workflow_run: { workflows: [Test] } }', checkout('github.event.workflow_run.head_sha'))).toEqual([
      'error',
    ]);
    expect(by('issue_comment', checkout('github.sha'))).toEqual(['warning']);
    expect(by('issue_comment', { after: '      - run: gh pr checkout 1\n' })).toEqual(['error']);
  });

  it('is none where the job asks who it was', () => {
    expect(by('issue_comment', { job: "if: github.event.comment.author_association == 'MEMBER'" })).toEqual([]);
    expect(by('issue_comment', { job: "if: github.event.comment.body == '/deploy'" })).toEqual(['warning']);
  });
});

describe('a token for a job that does not log in', () => {
  const job = (more: string, permissions = '') =>
    `  test:\n    runs-on: ubuntu-24.04\n${permissions}    steps:\n${more}`;
  const by = (more: string, permissions = '') =>
    severities('unneeded-id-token', { 'a.yml': `${workflow(OF_MAIN)}${job(more, permissions)}` });

  it('is worth knowing where a role would let it in', () => {
    expect(by('      - run: make\n')).toEqual(['info']);
    expect(by('      - run: make\n', '    environment: other\n')).toEqual([]);
    expect(by('      - run: make\n', '    permissions: { contents: read }\n')).toEqual([]);
    expect(by(login(OF_MAIN))).toEqual([]);
  });

  it('is a warning where the job runs what can be moved to other code', () => {
    expect(by('      - uses: octo-org/lint@v1\n')).toEqual(['warning']);
    expect(by('      - uses: octo-org/lint@e6de054238d6b7531b4efff3b6587d9aade6a06c\n')).toEqual(['info']);
  });

  it('is needed by what asks for one itself', () => {
    expect(by('      - uses: actions/attest-build-provenance@v3\n')).toEqual([]);
    expect(by('      - run: npm publish --provenance\n')).toEqual([]);
  });
});

it('says where outdated actions are, each version once', () => {
  const old = workflow(OF_MAIN).replace(/configure-aws-credentials@.*/, 'configure-aws-credentials@v4');

  expect(severities('outdated-action', { 'a.yml': old, 'b.yml': old })).toEqual(['warning']);
  expect(severities('outdated-action', { 'a.yml': old, 'b.yml': old.replace('@v4', '@v3') })).toHaveLength(2);
});

it('shows no name that nobody has written', () => {
  const { rows, diagnostics } = check({ 'a.yml': workflow(OF_MAIN, { on: '{ push: { tags: ["v[0-9]*"] } }' }) });

  expect(
    JSON.stringify([rows.map(({ message, subject }) => [message, subject]), diagnostics.map(({ message }) => message)]),
  ).not.toMatch(/some-other|v0/);
  expect(rows[0]?.subject).toBe('repo:octo-org@123456/web@456789:ref:refs/tags/v[0-9]*');
});
