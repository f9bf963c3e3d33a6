import { describeWorld } from '../../support/terraform/available';
import { ACCOUNT, PROVIDER, bindingsYaml, lockYaml, scene } from '../../support/terraform/scene';
import { type Workspace, openWorkspace } from '../../support/terraform/workspace';
import type { OidcProvider, Role } from '../../support/terraform/world';

const NOTHING = { changes: [], errors: [] };

let workspace: Workspace;
const write = (text: string) => workspace.write({ 'bindings.yaml': text, 'bindings.lock.yaml': lockYaml() });
const account = () => workspace.world().accounts[ACCOUNT];

const FOREIGN_PROVIDER: OidcProvider = {
  url: 'token.actions.githubusercontent.com',
  clientIds: ['sts.amazonaws.com', 'https://github.com/octo-org'],
  thumbprints: ['6938fd4d98bab03faadb97b34396831e3780aea1'],
  tags: {},
};

const FOREIGN_ROLE: Role = {
  path: '/',
  description: '',
  trust: '{"Version":"2012-10-17","Statement":[]}',
  maxSessionDuration: 3600,
  permissionsBoundary: '',
  tags: {},
  inline: {},
  attached: [],
  uniqueId: 'AROAFOREIGN',
};

interface Edit {
  readonly name?: string;
  readonly accounts?: string;
  readonly role?: string;
  readonly permissions?: string;
  readonly more?: string;
}

/** The binding of an adopted role, with what an edit says otherwise. */
function bindingOf({
  name = 'web-deploy',
  accounts = 'production',
  role = 'name: github-web, import: production',
  permissions = "[{ managed: ReadOnlyAccess }, { statement: { actions: [s3:PutObject], resources: ['arn:aws:s3:::octo-web/*'] } }]",
  more = '',
}: Edit = {}): string {
  return `bindings:
  ${name}:
    accounts: ${accounts}
    role: { ${role} }
    trust: [{ repository: web, branch: main }]
    permissions: ${permissions}
    ${more}
`;
}

/** Nothing but blocks that let go. */
function expectLetGo(): void {
  const { changes, errors } = workspace.plan('production');
  expect(errors).toEqual([]);
  expect(changes).toEqual([
    'remove aws_iam_role.web-deploy',
    'remove aws_iam_role_policies_exclusive.web-deploy',
    'remove aws_iam_role_policy.web-deploy',
    'remove aws_iam_role_policy_attachment.web-deploy__ReadOnlyAccess',
    'remove aws_iam_role_policy_attachments_exclusive.web-deploy',
  ]);
  const before = workspace.world();
  workspace.applyPlan('production');
  expect(workspace.world()).toEqual(before);
  expect(workspace.plan('production')).toEqual(NOTHING);
}

describeWorld('an adopted role', () => {
  const SANDBOX = "\n  sandbox: { id: '222222222222', region: us-east-2 }";
  const file = (edit?: Edit, settings = 'oidc_provider: existing') =>
    bindingsYaml(settings, '').replace(/(production: .*)\n$/m, `$1${SANDBOX}\n`) + bindingOf(edit);

  beforeEach(() => {
    const world = scene();
    world.accounts[ACCOUNT] = {
      oidcProviders: { [PROVIDER]: FOREIGN_PROVIDER },
      roles: { 'github-web': FOREIGN_ROLE },
    };
    workspace = openWorkspace(world, ['aws']);
    write(file());
    workspace.apply('production');
  });
  afterEach(() => workspace.remove());

  it('lives on with its policies when its account is retired', () => {
    write(file(undefined, 'oidc_provider: existing, retired: true'));
    expectLetGo();
  });

  it('lives on when its account is retired and its binding renamed, emptied and opened in one change', () => {
    const edit = {
      name: 'shop',
      role: 'name: github-web, import: all, exclusive: false',
      permissions: '[{ managed: ReadOnlyAccess }]',
      more: 'renamed_from: [web-deploy, storefront]',
    };
    write(file(edit, 'oidc_provider: import, retired: true'));
    expectLetGo();
  });

  it.each(['production', 'all'])('lives on when its binding leaves the account: import %s', (accounts) => {
    write(file({ accounts: 'sandbox', role: `name: github-web, import: ${accounts}` }));
    expectLetGo();
  });
});

describeWorld('a released role', () => {
  beforeEach(() => {
    workspace = openWorkspace(scene(), ['aws']);
    write(bindingsYaml('', bindingOf({ role: 'name: github-web' })));
    workspace.apply('production');
  });
  afterEach(() => workspace.remove());

  it('lives on under every name that its binding had, whatever else the change says', () => {
    write(
      bindingsYaml(
        '',
        bindingOf({
          name: 'shop',
          role: 'exclusive: false',
          permissions: '[{ managed: ReadOnlyAccess }]',
          more: 'release: true\n    renamed_from: [web-deploy, storefront]',
        }),
      ),
    );
    expectLetGo();
  });

  it('lives on when its account is retired in the same change', () => {
    write(bindingsYaml('retired: true', bindingOf({ more: 'release: true' }).replace(', import: production', '')));

    const { changes, errors } = workspace.plan('production');
    expect(errors).toEqual([]);
    expect(changes.filter((change) => !change.startsWith('remove '))).toEqual([
      'delete aws_iam_openid_connect_provider.github',
    ]);
    workspace.applyPlan('production');
    expect(Object.keys(account()?.roles ?? {})).toEqual(['github-web']);
  });
});

describeWorld('an adopted OIDC provider', () => {
  const SLUG = `${PROVIDER}/octo-enterprise`;
  const GHE = PROVIDER.replace('githubusercontent.com', 'octo.ghe.com');
  const file = (github: string, mode = 'import') =>
    bindingsYaml(`oidc_provider: ${mode}`, bindingOf({ role: 'name: github-web' })).replace(
      'owner: octo-org }',
      `owner: octo-org${github} }`,
    );

  beforeEach(() => {
    const world = scene();
    const providers = {
      [PROVIDER]: FOREIGN_PROVIDER,
      [SLUG]: { ...FOREIGN_PROVIDER, url: `${FOREIGN_PROVIDER.url}/octo-enterprise` },
      [GHE]: { ...FOREIGN_PROVIDER, url: 'token.actions.octo.ghe.com' },
    };
    world.accounts[ACCOUNT] = { oidcProviders: providers, roles: {} };
    workspace = openWorkspace(world, ['aws']);
  });
  afterEach(() => workspace.remove());

  it.each([
    ['both of an enterprise', ', enterprise_issuer: { slug: octo-enterprise, keep_bare: true }', 'import'],
    [
      'both of an enterprise, looked up since',
      ', enterprise_issuer: { slug: octo-enterprise, keep_bare: true }',
      'existing',
    ],
    ['that of github.com', '', 'import'],
    ['that of github.com, for one of GHE.com', '', 'import', ', host: octo.ghe.com'],
  ])('lives on when its issuer is switched: %s', (_, before, mode, after = ', enterprise_issuer: octo-enterprise') => {
    write(file(before));
    workspace.apply('production');

    write(file(after, mode));

    const { changes, errors } = workspace.plan('production');
    expect(errors).toEqual([]);
    expect(changes).toContain('remove aws_iam_openid_connect_provider.github');
    expect(changes.filter((change) => /^(delete|replace)/.test(change))).toEqual([]);
    const providers = account()?.oidcProviders;
    workspace.applyPlan('production');
    expect(account()?.oidcProviders).toEqual(providers);
    expect(workspace.plan('production')).toEqual(NOTHING);
  });

  it('lives on when its issuer is switched and its account retired in one change', () => {
    write(file(', enterprise_issuer: { slug: octo-enterprise, keep_bare: true }'));
    workspace.apply('production');
    const providers = account()?.oidcProviders;

    write(file(', enterprise_issuer: octo-enterprise', 'import, retired: true'));
    workspace.apply('production');

    expect(account()).toEqual({ oidcProviders: providers, roles: {} });
  });
});
