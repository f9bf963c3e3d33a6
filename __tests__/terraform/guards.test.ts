import { describeWorld } from '../support/terraform/available';
import { octoOrg, WEB_DEPLOY, bindingsYaml, lockYaml, scene } from '../support/terraform/scene';
import { type Workspace, openWorkspace } from '../support/terraform/workspace';
import { repository } from '../support/terraform/least-world';

const PROTECT = 'github-protect-octo-org';
const PUBLISH = 'github-publish-octo-org';

const TEXT = bindingsYaml(
  '',
  `repositories:
  web: { environments: { production: { reviewers: { teams: [release-managers], users: [monalisa] } } } }
${WEB_DEPLOY}    variables: { AWS_ROLE_ARN: '\${role.arn}' }
`,
);
const FILES = { 'bindings.yaml': TEXT, 'bindings.lock.yaml': lockYaml('{ production: absent }') };

let workspace: Workspace;
afterEach(() => workspace.remove());

describeWorld('credentials of somebody else', () => {
  beforeEach(() => {
    workspace = openWorkspace(scene());
    workspace.write(FILES);
  });

  it.each([PROTECT, PUBLISH])(
    'of another owner, who has a repository of the same name, fail the plan of %s',
    (stack) => {
      workspace.change(({ owners }) => {
        owners['other-org'] = { ...octoOrg(), repositories: { web: repository(1), api: repository(2) } };
      });

      const { changes, errors } = workspace.plan(stack, { GITHUB_OWNER: 'other-org' });

      expect(errors.join('\n')).toContain('Terraform would write to another owner than octo-org');
      expect(changes).toEqual([]);
    },
  );

  it('of an owner who has no such repository fail the plan', () => {
    workspace.change(({ owners }) => {
      owners['other-org'] = { ...octoOrg(), repositories: {} };
    });

    expect(workspace.plan(PUBLISH, { GITHUB_OWNER: 'other-org' }).errors.join('\n')).toContain(
      'repos/other-org/web/properties/values: 404 Not Found',
    );
  });

  it('of another account fail the plan', () => {
    const { errors } = workspace.plan('production', { AWS_ACCESS_KEY_ID: '999999999999' });

    expect(errors.join('\n')).toContain('AWS account ID not allowed: 999999999999');
  });

  it('fail the plan of a repository that was made anew under the old name', () => {
    workspace.change(({ owners }) => {
      const repositories = owners['octo-org']?.repositories;
      if (repositories) repositories['web'] = repository(999999);
    });

    expect(workspace.plan(PUBLISH).errors.join('\n')).toContain('web is not the repository 456789');
  });
});

describeWorld('credentials of the other side', () => {
  const nothing = { GITHUB_TOKEN: '', GITHUB_APP_ID: '', GITHUB_APP_INSTALLATION_ID: '', GITHUB_APP_PEM_FILE: '' };

  it('are not needed by an account, nor is the provider', () => {
    workspace = openWorkspace(scene(), ['aws']);
    workspace.write(FILES);

    const { changes, errors } = workspace.plan('production', nothing);

    expect(errors).toEqual([]);
    expect(changes).toContain('create aws_iam_role.web-deploy');
  });

  it.each([PROTECT, PUBLISH])('are not needed by %s, nor is the provider', (stack) => {
    workspace = openWorkspace(scene(), ['github']);
    workspace.write(FILES);

    const { changes, errors } = workspace.plan(stack, { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' });

    expect(errors).toEqual([]);
    expect(changes.length).toBeGreaterThan(0);
  });
});
