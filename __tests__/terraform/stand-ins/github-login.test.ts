import { describeGitHub } from '../../support/terraform/available';
import { localGitHub } from '../../support/terraform/git-hub';
import { octoOrg } from '../../support/terraform/scene';
import { type GitHubStack, openGitHubStack } from '../../support/terraform/github-stack';

let stack: GitHubStack;
const asked = () => new Set(stack.requests().map(({ path }) => path));
const declare = (provider: object) =>
  stack.declare({ data: { github_repository_custom_properties: { it: { repository: 'web' } } } }, provider);

describeGitHub('the provider', () => {
  beforeEach(() => {
    stack = openGitHubStack();
    stack.change(({ owners }) => {
      for (const name of ['a-org', 'b-org']) owners[name] = octoOrg();
    });
  });
  afterEach(() => stack.remove());

  it.each([
    ['its argument', {}, 'octo-org'],
    ['GITHUB_OWNER before its argument', { GITHUB_OWNER: 'a-org' }, 'a-org'],
    ['GITHUB_ORGANIZATION before both', { GITHUB_OWNER: 'a-org', GITHUB_ORGANIZATION: 'b-org' }, 'b-org'],
  ])('goes by %s', (_, extra, owner) => {
    declare({ owner: 'octo-org' });

    expect(stack.plan(extra).errors).toEqual([]);
    expect(asked()).toEqual(new Set([`orgs/${owner}`, `repos/${owner}/web/properties/values`]));
  });

  it('takes an owner that is no organization', () => {
    stack.change(({ owners }) => {
      owners['a-org'] = { ...octoOrg(), type: 'User' };
    });
    declare({ owner: 'a-org' });

    expect(stack.plan().errors).toEqual([]);
    expect(stack.requests()[0]).toMatchObject({ path: 'orgs/a-org', status: 404 });
  });

  it('logs in as an App, also where a token is there', () => {
    declare({ owner: 'octo-org', app_auth: [{}] });

    expect(stack.plan(localGitHub.credentials('app')).errors).toEqual([]);
    expect(stack.requests()[0]).toMatchObject({ method: 'POST', path: 'app/installations/1/access_tokens' });
  });

  it('does not write without a token', () => {
    stack.declare({
      resource: { github_actions_variable: { it: { repository: 'web', variable_name: 'ROLE', value: 'one' } } },
    });

    expect(stack.plan({ GITHUB_TOKEN: '' }).errors).toEqual([]);
    expect(stack.repository().variables).toEqual({});
  });
});
