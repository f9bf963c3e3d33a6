import type { Permission } from '../../support/github/world';
import { describeGitHub } from '../../support/terraform/available';
import { octoOrg } from '../../support/terraform/scene';
import { type GitHubStack, STACK, openGitHubStack } from '../../support/terraform/github-stack';

let stack: GitHubStack;

/** Declares a data source, with what is put out of it. */
const declare = (type: string, settings: object, output: string, provider?: object) =>
  stack.declare(
    { data: { [type]: { it: settings } }, output: { it: { value: `\${data.${type}.it.${output}}` } } },
    provider,
  );
const output = () => {
  stack.apply();
  return stack.run(STACK, 'output', '-raw', 'it');
};
const paths = () => stack.requests().map(({ path }) => path);
const mayOnly = (...permissions: readonly Permission[]) =>
  stack.change((world) => {
    world.tokens = { none: permissions };
  });

describeGitHub('the data source', () => {
  beforeEach(() => {
    stack = openGitHubStack();
  });
  afterEach(() => stack.remove());

  it('github_repository gives the id, and asks for nothing else of most', () => {
    mayOnly('metadata:read');
    declare('github_repository', { name: 'web' }, 'repo_id');

    expect(output()).toBe('456789');
    expect(new Set(paths())).toEqual(new Set(['orgs/octo-org', 'repos/octo-org/web']));
  });

  it.each([
    ['licensed', 'license'],
    ['pages', 'pages'],
  ] as const)('github_repository also asks for what is %s, and fails without permission', (setting, path) => {
    stack.change(({ owners }) => {
      const web = owners['octo-org']?.repositories['web'];
      if (web) web[setting] = true;
    });
    mayOnly('metadata:read');
    declare('github_repository', { name: 'web' }, 'repo_id');

    expect(stack.plan().errors.join()).toContain(`${path}: 403 Resource not accessible by personal access token`);
  });

  it('github_rest_api gives an answer as text, also that there is nothing', () => {
    mayOnly('metadata:read');
    declare('github_rest_api', { endpoint: 'repos/octo-org/web' }, 'body');
    expect(JSON.parse(output())).toMatchObject({ id: 456789, full_name: 'octo-org/web' });

    declare('github_rest_api', { endpoint: 'repos/octo-org/shop' }, 'code');
    expect(output()).toBe('404');
    declare('github_rest_api', { endpoint: 'repos/octo-org/shop' }, 'body');
    expect(JSON.parse(output())).toMatchObject({ message: 'Not Found' });
  });

  it('github_rest_api follows a former name, and ends with what GitHub refuses', () => {
    stack.change((world) => {
      world.redirects = { 'octo-org/shop': 456789 };
    });
    declare('github_rest_api', { endpoint: 'repos/octo-org/shop' }, 'body');
    expect(JSON.parse(output())).toMatchObject({ full_name: 'octo-org/web' });

    mayOnly('contents:read');
    expect(stack.plan().errors.join()).toContain('403 Resource not accessible by personal access token');
  });

  it('github_rest_api goes by its path, whoever the owner of the provider is', () => {
    declare('github_rest_api', { endpoint: 'repos/octo-org/web' }, 'code');

    expect(stack.plan({ GITHUB_OWNER: 'other-org' })).toEqual({ changes: [], errors: [] });
  });

  it('github_repository_custom_properties says by which owner the provider goes', () => {
    stack.change(({ owners }) => {
      owners['other-org'] = { ...octoOrg(), id: 2 };
      const web = owners['octo-org']?.repositories['web'];
      if (web) web.properties = { tier: 'gold' };
    });
    mayOnly('metadata:read');
    declare('github_repository_custom_properties', { repository: 'web' }, 'id');
    expect(output()).toBe('octo-org:web');

    declare('github_repository_custom_properties', { repository: 'web' }, 'id', { owner: 'other-org' });
    expect(output()).toBe('other-org:web');
  });

  it('github_actions_organization_variables says so too, and reads every page', () => {
    stack.change(({ owners }) => {
      const variables = owners['octo-org']?.variables ?? {};
      for (let i = 0; i < 65; i++) variables[`V${i}`] = { value: 'one', visibility: 'all', selected: [] };
    });
    mayOnly('organization_actions_variables:read');
    declare('github_actions_organization_variables', {}, 'id');
    expect(output()).toBe('octo-org');

    stack.declare({
      data: { github_actions_organization_variables: { it: {} } },
      output: { it: { value: '${length(data.github_actions_organization_variables.it.variables)}' } },
    });
    expect(output()).toBe('65');
  });

  it('github_team gives the id of a slug', () => {
    mayOnly('members:read');
    declare('github_team', { slug: 'release-managers', summary_only: true }, 'id');
    expect(output()).toBe('42');

    declare('github_team', { slug: 'nobody', summary_only: true }, 'id');
    expect(stack.plan().errors.join()).toContain('orgs/octo-org/teams/nobody: 404 Not Found');
  });

  it('github_user gives the id of a login, in three requests', () => {
    declare('github_user', { username: 'monalisa' }, 'id');
    expect(output()).toBe('7');
    expect(new Set(paths())).toEqual(
      new Set(['orgs/octo-org', 'users/monalisa', 'users/monalisa/gpg_keys', 'users/monalisa/keys']),
    );

    declare('github_user', { username: 'nobody' }, 'id');
    expect(stack.plan().errors.join()).toContain('users/nobody: 404 Not Found');
  });
});
