import { LOGIN, OF_MAIN, found, logins } from '../support/check-workflow';

const caller = (permissions: string, more = '') => `on: { push: { branches: [main] } }
jobs:
  go:
${permissions}    uses: ./.github/workflows/ship.yml
${more}`;
const called = (permissions: string, more = '') => `on: workflow_call
jobs:
  ship:
    runs-on: ubuntu-24.04
    permissions: ${permissions}
    steps:
      - uses: ${LOGIN}
        with: { role-to-assume: "${OF_MAIN}", aws-region: us-east-2 }
${more}`;
const TOKEN = '{ id-token: write, contents: read }';

describe('a caller that lists no permissions', () => {
  const files = { 'deploy.yml': caller(''), 'ship.yml': called(TOKEN) };
  const by = (setting?: 'read' | 'write') =>
    logins(files, undefined, setting === undefined ? '' : `    default_workflow_permissions: ${setting}\n`);

  it('gives what the repository gives by default', () => {
    expect(by()).toEqual(['cannot tell | go / ship | push | refs/heads/main | production | caller-unknown']);
    expect(by('write')).toEqual(['works | go / ship | push | refs/heads/main | production | trusted']);
    expect(by('read')).toEqual(['fails | go / ship | push | refs/heads/main | production | no-id-token']);
  });

  it('gives nothing to a job that does not ask for it', () => {
    const quiet = { ...files, 'ship.yml': called('{ contents: read }') };

    expect(logins(quiet, undefined, '    default_workflow_permissions: write\n')).toEqual([
      'fails | go / ship | push | refs/heads/main | production | no-id-token',
    ]);
  });
});

describe('a caller that lists its permissions', () => {
  const by = (permissions: string, asked = TOKEN) => ({
    'deploy.yml': caller(`    permissions: ${permissions}\n`),
    'ship.yml': called(asked),
  });

  it('fails without `id-token: write`', () => {
    expect(logins(by('{ contents: read }'))).toEqual([
      'fails | go / ship | push | refs/heads/main | production | no-id-token',
    ]);
    expect(logins(by('read-all'))).toHaveLength(1);
    expect(logins(by('write-all'))).toEqual(['works | go / ship | push | refs/heads/main | production | trusted']);
  });

  it('is refused as a whole where what it calls asks for more', () => {
    const files = by(TOKEN, '{ id-token: write, contents: write }');

    expect(logins(files)).toEqual([]);
    expect(found('invalid-workflow', files)).toEqual([
      'ship.yml:5 GitHub refuses this workflow: `ship` asks for `contents: write`, which `go` in `.github/workflows/deploy.yml` does not have: what is called has at most what its caller has',
    ]);
    expect(found('invalid-workflow', by(TOKEN, '{ id-token: write, contents: none }'))).toEqual([]);
  });
});
