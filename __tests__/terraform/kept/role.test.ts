import { describeWorld } from '../../support/terraform/available';
import { ACCOUNT, PROVIDER, bindingsYaml, lockYaml, scene } from '../../support/terraform/scene';
import { type Workspace, openWorkspace } from '../../support/terraform/workspace';
import type { Role } from '../../support/terraform/world';

let workspace: Workspace;

/** A role that somebody made by hand, with what has been attached to it over the years. */
const FOREIGN: Role = {
  path: '/ci/',
  description: 'made by hand in 2022',
  trust: trustOf('repo:octo-org/web:*'),
  maxSessionDuration: 7200,
  permissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/boundary`,
  tags: { team: 'storefront' },
  inline: { 'emergency-access': '{"Version":"2012-10-17","Statement":[]}' },
  attached: ['arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws:iam::aws:policy/AdministratorAccess'],
  uniqueId: 'AROAFOREIGN',
};

function trustOf(subject: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: PROVIDER },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringLike: { 'token.actions.githubusercontent.com:sub': subject } },
      },
    ],
  });
}

function adopting(role: string, extra = ''): string {
  return bindingsYaml(
    'oidc_provider: existing',
    `bindings:
  web-deploy:
    accounts: [production]
    role: { name: github-web, path: /ci/, import: [production]${role && `, ${role}`} }
    trust: [{ repository: web, branch: main }]
    permissions: [{ managed: ReadOnlyAccess }]
${extra}`,
  );
}

const write = (text: string) => workspace.write({ 'bindings.yaml': text, 'bindings.lock.yaml': lockYaml() });
const role = () => workspace.world().accounts[ACCOUNT]?.roles['github-web'];

describeWorld('a role that exists', () => {
  beforeEach(() => {
    const world = scene();
    const account = world.accounts[ACCOUNT];
    if (!account) throw new Error('the scene has no account');
    account.roles['github-web'] = structuredClone(FOREIGN);
    account.oidcProviders[PROVIDER] = {
      url: 'token.actions.githubusercontent.com',
      clientIds: ['sts.amazonaws.com'],
      thumbprints: [],
      tags: {},
    };
    workspace = openWorkspace(world);
  });
  afterEach(() => workspace.remove());

  it('is adopted, and the plan names each policy that would be taken off', () => {
    write(adopting(''));

    const { changes, errors } = workspace.plan('production');

    expect(errors).toEqual([]);
    expect(changes).toEqual([
      'create aws_iam_role_policy_attachment.web-deploy__ReadOnlyAccess',
      'import+update aws_iam_role.web-deploy',
      'import+update aws_iam_role_policies_exclusive.web-deploy',
      'import+update aws_iam_role_policy_attachments_exclusive.web-deploy',
    ]);
    expect(workspace.changed('production', 'aws_iam_role_policies_exclusive.web-deploy')).toMatchObject({
      policy_names: [['emergency-access'], []],
    });
    expect(workspace.changed('production', 'aws_iam_role_policy_attachments_exclusive.web-deploy')).toMatchObject({
      policy_arns: [[...FOREIGN.attached].sort(), ['arn:aws:iam::aws:policy/ReadOnlyAccess']],
    });
    workspace.applyPlan('production');
    expect(role()).toMatchObject({ inline: {}, attached: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] });
    expect(workspace.plan('production')).toEqual({ changes: [], errors: [] });
  });

  it('keeps its identity and everything that the file does not set', () => {
    write(adopting(''));

    workspace.plan('production');
    expect(Object.keys(workspace.changed('production', 'aws_iam_role.web-deploy')).sort()).toEqual([
      'assume_role_policy',
      'force_detach_policies',
    ]);
    workspace.applyPlan('production');

    const { description, maxSessionDuration, permissionsBoundary, tags, uniqueId } = role() ?? FOREIGN;
    expect({ description, maxSessionDuration, permissionsBoundary, tags, uniqueId }).toEqual({
      description: FOREIGN.description,
      maxSessionDuration: FOREIGN.maxSessionDuration,
      permissionsBoundary: FOREIGN.permissionsBoundary,
      tags: FOREIGN.tags,
      uniqueId: FOREIGN.uniqueId,
    });
    expect(role()?.trust).toContain('repo:octo-org@123456/web@456789:ref:refs/heads/main');
  });

  it('keeps the policies of others with exclusive: false', () => {
    write(adopting('exclusive: false'));

    expect(workspace.plan('production').changes).toEqual([
      'create aws_iam_role_policy_attachment.web-deploy__ReadOnlyAccess',
      'import+update aws_iam_role.web-deploy',
    ]);
    workspace.applyPlan('production');

    expect(role()).toMatchObject({ inline: FOREIGN.inline, attached: FOREIGN.attached });
  });

  it('is safe from destruction while the file says that it was adopted', () => {
    write(adopting(''));
    workspace.apply('production');

    expect(() => workspace.run('production', 'destroy', '-auto-approve', '-no-color')).toThrow(
      'Instance cannot be destroyed',
    );
  });

  it('stays adopted when its binding is renamed in a later change', () => {
    write(adopting(''));
    workspace.apply('production');

    write(adopting('', '    renamed_from: web-deploy\n').replace('  web-deploy:\n', '  storefront-deploy:\n'));

    const { changes, errors } = workspace.plan('production');
    expect(errors).toEqual([]);
    expect(changes.filter((change) => /^(create|delete|replace|import)/.test(change))).toEqual([]);
    workspace.applyPlan('production');
    expect(role()).toMatchObject({ uniqueId: FOREIGN.uniqueId });
  });

  it('is adopted under a binding that is renamed in the same change', () => {
    write(adopting('', '    renamed_from: web-deploy\n').replace('  web-deploy:\n', '  storefront-deploy:\n'));

    const { changes, errors } = workspace.plan('production');

    expect(errors).toEqual([]);
    expect(changes).toContain('import+update aws_iam_role.storefront-deploy');
  });

  it('fails the plan if it is to be adopted and is not there', () => {
    workspace.change(({ accounts }) => delete accounts[ACCOUNT]?.roles['github-web']);
    write(adopting(''));

    expect(workspace.plan('production').errors.join('\n')).toContain('Cannot import non-existent remote object');
  });

  it('ends the apply if it exists and nobody said that it is to be adopted', () => {
    write(adopting('').replace(', import: [production]', ''));

    expect(() => {
      workspace.apply('production');
    }).toThrow('EntityAlreadyExists: Role with name github-web already exists.');
    expect(role()).toEqual(FOREIGN);
  });
});
