import { describeWorld } from '../../support/terraform/available';
import { ACCOUNT, bindingsYaml, lockYaml, scene } from '../../support/terraform/scene';
import { type Workspace, openWorkspace } from '../../support/terraform/workspace';

const NOTHING = { changes: [], errors: [] };

let workspace: Workspace;
const write = (role: string, defaults = '') =>
  workspace.write({
    'bindings.yaml': bindingsYaml(
      '',
      `${defaults}
bindings:
  web-deploy:
    accounts: [production]
    role: { ${role} }
    trust: [{ repository: web, branch: main }]
    permissions: [{ managed: ReadOnlyAccess }, { policy: ci/deploy }, { statement: { actions: [s3:GetObject], resources: ['arn:aws:s3:::octo-web/*'] } }]
  web-read:
    accounts: [production]
    role: { exclusive: false }
    trust: [{ repository: web, branch: main }]
    permissions: [{ managed: ReadOnlyAccess }]
`,
    ),
    'bindings.lock.yaml': lockYaml(),
  });
const roles = () => workspace.world().accounts[ACCOUNT]?.roles ?? {};
const held = () =>
  Object.fromEntries(
    Object.entries(roles()).map(([name, { path, inline, attached }]) => {
      return [name, { path, inline: Object.keys(inline), attached: attached.toSorted() }];
    }),
  );
const READ = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const DEPLOY = `arn:aws:iam::${ACCOUNT}:policy/ci/deploy`;

describeWorld('a role that is replaced', () => {
  beforeEach(() => {
    workspace = openWorkspace(scene());
    write('');
    workspace.apply('production');
  });
  afterEach(() => workspace.remove());

  it.each([
    ['by its path', 'path: /ci/', '', ['/ci/', '/']],
    ['by the path that all roles get', '', 'defaults: { role: { path: /ci/ } }', ['/ci/', '/ci/']],
  ])('has all its policies after one apply: %s', (_, role, defaults, paths) => {
    write(role, defaults);

    workspace.apply('production');

    expect(held()).toEqual({
      'web-deploy': { path: paths[0], inline: ['permissions'], attached: [DEPLOY, READ].sort() },
      'web-read': { path: paths[1], inline: [], attached: [READ] },
    });
    expect(workspace.plan('production')).toEqual(NOTHING);
  });

  it('has them under another name, too, and in the plan everything that hangs on it is replaced with it', () => {
    write('name: shop');

    const { changes, errors } = workspace.plan('production');
    expect(errors).toEqual([]);
    expect(changes).toEqual([
      'replace aws_iam_role.web-deploy',
      'replace aws_iam_role_policies_exclusive.web-deploy',
      'replace aws_iam_role_policy.web-deploy',
      'replace aws_iam_role_policy_attachment.web-deploy__ReadOnlyAccess',
      'replace aws_iam_role_policy_attachment.web-deploy__account__ci_-2fdeploy',
      'replace aws_iam_role_policy_attachments_exclusive.web-deploy',
    ]);
    workspace.applyPlan('production');
    expect(roles()['web-deploy']).toBeUndefined();
    expect(roles()['shop']).toMatchObject({ attached: expect.arrayContaining([DEPLOY, READ]) as unknown });
    expect(Object.keys(roles()['shop']?.inline ?? {})).toEqual(['permissions']);
    expect(workspace.plan('production')).toEqual(NOTHING);
  });
});
