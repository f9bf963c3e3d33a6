import 'cdktf/lib/testing/adapters/jest';
import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePoliciesExclusive } from '@cdktf/provider-aws/lib/iam-role-policies-exclusive';
import { IamRolePolicyAttachmentsExclusive } from '@cdktf/provider-aws/lib/iam-role-policy-attachments-exclusive';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { ActionsEnvironmentVariable } from '@cdktf/provider-github/lib/actions-environment-variable';
import { ActionsVariable } from '@cdktf/provider-github/lib/actions-variable';
import { DataGithubRepositoryCustomProperties } from '@cdktf/provider-github/lib/data-github-repository-custom-properties';
import { DataGithubRestApi } from '@cdktf/provider-github/lib/data-github-rest-api';
import { DataGithubTeam } from '@cdktf/provider-github/lib/data-github-team';
import { GithubProvider } from '@cdktf/provider-github/lib/provider';
import { RepositoryEnvironment } from '@cdktf/provider-github/lib/repository-environment';
import { RepositoryEnvironmentDeploymentPolicy } from '@cdktf/provider-github/lib/repository-environment-deployment-policy';
import { Testing } from 'cdktf';
import type { AccessPlan } from '../../src/access-plan/access-plan';
import { loadFixture } from '../support/fixtures';
import { appOf, stacksOf, synthJson, synthStacks } from '../support/synth';

Testing.setupJest();

function planOf(name: string): AccessPlan {
  const { plan } = loadFixture('bindings/ok', name);
  if (!plan) throw new Error(`${name} has errors`);
  return plan;
}

const everything = planOf('everything');
const stacks = synthStacks(everything);
const production = stacks.get('production') ?? '';
const protect = stacks.get('github-protect-octo-org') ?? '';
const publish = stacks.get('github-publish-octo-org') ?? '';

it('applies protection first and publication last', () => {
  expect([...stacks.keys()]).toEqual(['github-protect-octo-org', 'production', 'staging', 'github-publish-octo-org']);

  const dependencies = stacksOf(appOf(everything)).map(({ node, dependencies: before }) => [
    node.id,
    before.map(({ node: other }) => other.id),
  ]);
  expect(dependencies).toEqual([
    ['github-protect-octo-org', []],
    ['production', ['github-protect-octo-org']],
    ['staging', ['github-protect-octo-org']],
    ['github-publish-octo-org', ['production', 'staging']],
  ]);
});

it('has no dependency where nothing is relied on', () => {
  const [account] = planOf('minimal').accounts;

  expect(account?.dependsOn).toEqual([]);
});

it('applies to the one account and no other', () => {
  expect(production).toHaveProviderWithProperties(AwsProvider, {
    region: 'eu-central-1',
    allowed_account_ids: ['111111111111'],
    assume_role: [
      { role_arn: 'arn:aws:iam::111111111111:role/terraform', external_id: 'octo', session_name: 'bindings' },
    ],
    default_tags: [{ tags: { CostCenter: '42', Owner: 'platform' } }],
  });
  expect(stacks.get('staging')).toHaveProviderWithProperties(AwsProvider, {
    profile: 'octo-staging',
    allowed_account_ids: ['222222222222'],
  });
});

it('makes the OIDC provider with its audiences', () => {
  expect(production).toHaveResourceWithProperties(IamOpenidConnectProvider, {
    url: 'https://token.actions.githubusercontent.com',
    client_id_list: ['https://octo-org.example/aws', 'sts.amazonaws.com'],
    thumbprint_list: ['aabbccddeeff00112233445566778899aabbccdd'],
  });
});

it('makes a role that needs the OIDC provider, with its policies by reference', () => {
  expect(production).toHaveResourceWithProperties(IamRole, {
    name: 'web-deploy-production',
    path: '/ci/',
    description: 'Ships the storefront to production',
    assume_role_policy: '${data.aws_iam_policy_document.web-deploy__trust.minified_json}',
    max_session_duration: 7200,
    permissions_boundary: 'arn:aws:iam::111111111111:policy/ci/boundary',
    tags: { ManagedBy: 'bindings', Repository: 'web' },
    force_detach_policies: true,
    depends_on: ['aws_iam_openid_connect_provider.github'],
  });
  expect(production).toHaveDataSource(DataAwsIamPolicyDocument);
  expect(production).toHaveResourceWithProperties(IamRolePoliciesExclusive, {
    role_name: '${aws_iam_role.web-deploy.id}',
    policy_names: ['${aws_iam_role_policy.web-deploy.name}'],
  });
  expect(production).toHaveResourceWithProperties(IamRolePolicyAttachmentsExclusive, {
    policy_arns: [
      '${aws_iam_role_policy_attachment.web-deploy__account__ci_-2fdeploy.policy_arn}',
      '${aws_iam_role_policy_attachment.web-deploy__ReadOnlyAccess.policy_arn}',
      '${aws_iam_role_policy_attachment.web-deploy__job-function_-2fViewOnlyAccess.policy_arn}',
    ],
  });
});

it('leaves the policies of a role alone that is not exclusive', () => {
  const { aws_iam_role_policies_exclusive: inline, aws_iam_role_policy_attachments_exclusive: attached } =
    synthJson(everything).get('production')?.resource ?? {};

  expect([Object.keys(inline ?? {}), Object.keys(attached ?? {})]).toEqual([['web-deploy'], ['web-deploy']]);
});

it('writes to GitHub only if the owner is the one of the file, and the repository the one that is locked', () => {
  const holding = (condition: string) => ({
    postcondition: [expect.objectContaining({ condition: `\${${condition}}` }) as unknown],
  });
  expect(protect).toHaveProviderWithProperties(GithubProvider, { owner: 'octo-org', app_auth: [{}] });
  for (const stack of [protect, publish]) {
    expect(stack).toHaveDataSourceWithProperties(DataGithubRestApi, {
      endpoint: 'repos/octo-org/web',
      lifecycle: holding('try(jsondecode(self.body).id, null) == 456789'),
    });
    expect(stack).toHaveDataSourceWithProperties(DataGithubRepositoryCustomProperties, {
      repository: 'web',
      lifecycle: holding('lower(self.id) == "octo-org:web"'),
    });
  }
});

it('protects environments, and adopts those that exist', () => {
  expect(protect).toHaveDataSourceWithProperties(DataGithubTeam, { slug: 'release-managers', summary_only: true });
  expect(protect).toHaveResourceWithProperties(RepositoryEnvironment, {
    environment: 'production',
    wait_timer: 30,
    prevent_self_review: true,
    can_admins_bypass: false,
    reviewers: [{ teams: ['${data.github_team.release-managers.id}', 42], users: ['${data.github_user.octocat.id}'] }],
    deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
  });
  expect(protect).toHaveResourceWithProperties(RepositoryEnvironmentDeploymentPolicy, {
    for_each: { 'branch main': 'main', 'branch release/*': 'release/*', 'tag v*': 'v*' },
    branch_pattern: '${startswith(each.key, "branch ") ? each.value : null}',
    tag_pattern: '${startswith(each.key, "tag ") ? each.value : null}',
    depends_on: [
      'data.github_rest_api.web',
      'data.github_repository_custom_properties.owner',
      'github_repository_environment.web__production',
    ],
  });
  expect(synthJson(everything).get('github-protect-octo-org')?.import).toEqual([
    { to: 'github_repository_environment.web__production', id: 'web:production' },
    {
      to: 'github_repository_environment_deployment_policy.web__production["branch main"]',
      id: 'web:production:7101',
    },
  ]);
});

it('lets go of environments that are not declared any more, without deleting them', () => {
  const removed = synthJson(everything).get('github-protect-octo-org')?.removed;

  const environments = ['api__production', 'web__Preview'];
  expect(removed).toEqual(
    environments.flatMap((name) => [
      { from: `github_repository_environment.${name}`, lifecycle: { destroy: false } },
      { from: `github_repository_environment_deployment_policy.${name}`, lifecycle: { destroy: false } },
    ]),
  );
});

it('publishes literals', () => {
  expect(publish).toHaveResourceWithProperties(ActionsEnvironmentVariable, {
    repository: 'web',
    environment: 'production',
    variable_name: 'AWS_ROLE_ARN',
    value: 'arn:aws:iam::111111111111:role/ci/web-deploy-production',
  });
  expect(synthStacks(planOf('escapes')).get('github-publish-octo-org')).toHaveResourceWithProperties(ActionsVariable, {
    value: '%%{if} $${x} $$',
  });
});

it.each(['everything', 'enterprise', 'ghes', 'ghe-com', 'partitions', 'release'])(
  'emits %s with providers by constraint, and no path, hash or date',
  (name) => {
    for (const text of synthStacks(planOf(name)).values()) {
      const { terraform } = JSON.parse(text) as { terraform: { required_version: string; required_providers: object } };

      expect(terraform.required_version).toMatch(/^>= 1\.(7|10)$/);
      expect(Object.entries(terraform.required_providers)).toEqual([
        expect.arrayContaining([expect.stringMatching(/^(aws|github)$/)]) as unknown,
      ]);
      expect(Object.values(terraform.required_providers)).toEqual([
        expect.objectContaining({ version: expect.stringMatching(/^(~> 6\.\d+|>= 6\.12\.1, < 7\.0\.0)$/) as unknown }),
      ]);
      expect(text).not.toContain(process.cwd());
      expect(text).not.toMatch(/\b\d{4}-\d\d-\d\dT/);
      expect(text).not.toMatch(/"[^"]*_[0-9A-F]{8}": \{/);
    }
  },
);

it('names the issuer in addresses other than the common one', () => {
  const addresses = (name: string) =>
    Object.keys(
      [...synthJson(planOf(name)).values()].find((stack) => stack.resource?.aws_iam_openid_connect_provider)?.resource
        ?.aws_iam_openid_connect_provider ?? {},
    );

  expect(addresses('minimal')).toEqual(['github']);
  expect(addresses('enterprise')).toEqual(['github', 'github__octo-enterprise']);
  expect(addresses('ghe-com')).toEqual(['github__octo_-2eghe_-2ecom']);
  expect(addresses('ghes')).toEqual(['github__github_-2eocto-org_-2eexample']);
});
