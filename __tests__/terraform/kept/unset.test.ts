import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWorld } from '../../support/terraform/available';
import { ACCOUNT, PROVIDER, bindingsYaml, lockYaml, scene } from '../../support/terraform/scene';
import { type Workspace, openWorkspace } from '../../support/terraform/workspace';
import type { OidcProvider, Role } from '../../support/terraform/world';

const NOTHING = { changes: [], errors: [] };

let workspace: Workspace;
const write = (account: string, role: string, permissions = '[{ managed: ReadOnlyAccess }]') =>
  workspace.write({
    'bindings.yaml': bindingsYaml(
      account,
      `bindings:
  web-deploy:
    accounts: [production]
    role: { ${role} }
    trust: [{ repository: web, branch: main }]
    permissions: ${permissions}
`,
    ),
    'bindings.lock.yaml': lockYaml(),
  });
const role = () => workspace.world().accounts[ACCOUNT]?.roles['web-deploy'];
const provider = () => workspace.world().accounts[ACCOUNT]?.oidcProviders[PROVIDER];
const changeRole = (change: Partial<Role>) => {
  workspace.change(({ accounts }) => Object.assign(accounts[ACCOUNT]?.roles['web-deploy'] ?? {}, change));
};
const changeProvider = (change: Partial<OidcProvider>) => {
  workspace.change(({ accounts }) => Object.assign(accounts[ACCOUNT]?.oidcProviders[PROVIDER] ?? {}, change));
};

/** What somebody set by hand. */
const BY_HAND = {
  description: 'reviewed in 2025',
  maxSessionDuration: 7200,
  permissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/boundary`,
  tags: { team: 'storefront' },
};

describeWorld('what the file does not set', () => {
  beforeEach(() => {
    workspace = openWorkspace(scene());
  });
  afterEach(() => workspace.remove());

  it('stays on a role and an OIDC provider that were made, until the file says otherwise', () => {
    write('', '');
    workspace.apply('production');
    changeRole(BY_HAND);
    const theirs = { clientIds: ['sts.amazonaws.com', 'octo'], tags: { team: 'landing-zone' } };
    changeProvider(theirs);

    expect(workspace.plan('production')).toEqual(NOTHING);

    write('audiences: []', "description: '', max_session_duration: 1h, permissions_boundary: none, tags: {}");
    expect(workspace.plan('production')).toEqual({
      changes: ['update aws_iam_openid_connect_provider.github', 'update aws_iam_role.web-deploy'],
      errors: [],
    });
    workspace.applyPlan('production');
    expect(role()).toMatchObject({ description: '', maxSessionDuration: 3600, permissionsBoundary: '', tags: {} });
    expect(provider()).toMatchObject({ clientIds: ['sts.amazonaws.com'], tags: theirs.tags });
    expect(workspace.plan('production')).toEqual(NOTHING);
  });

  it('stays when a key is taken out of the file', () => {
    write(
      'audiences: [octo]',
      'description: Ships, max_session_duration: 2h, permissions_boundary: boundary, tags: { team: web }',
    );
    workspace.apply('production');
    const before = workspace.world();

    write('', '');

    expect(workspace.plan('production')).toEqual(NOTHING);
    expect(workspace.world()).toEqual(before);
  });

  it('stays when an account stops to bound and to tag its roles', () => {
    write('permissions_boundary: boundary, tags: { cost-center: "42" }', '');
    workspace.apply('production');
    const before = workspace.world();
    expect(role()).toMatchObject({ permissionsBoundary: BY_HAND.permissionsBoundary, tags: { 'cost-center': '42' } });

    write('', '');

    expect(workspace.plan('production')).toEqual(NOTHING);
    expect(workspace.world()).toEqual(before);
  });

  it('stays when a role and an OIDC provider that were adopted are not called so any longer', () => {
    workspace.change(({ accounts }) => {
      accounts[ACCOUNT] = {
        oidcProviders: { [PROVIDER]: FOREIGN_PROVIDER },
        roles: { 'web-deploy': FOREIGN_ROLE },
      };
    });
    write('oidc_provider: import', 'import: production');
    workspace.apply('production');
    expect(role()).toMatchObject(BY_HAND);
    expect(provider()).toEqual(FOREIGN_PROVIDER);

    write('', '');

    expect(workspace.plan('production')).toEqual(NOTHING);
    expect(role()).toMatchObject(BY_HAND);
    expect(provider()).toEqual(FOREIGN_PROVIDER);
  });

  it('stays though the account has tags: what was adopted keeps its own, what was made gets both', () => {
    workspace.change(({ accounts }) => {
      accounts[ACCOUNT] = {
        oidcProviders: { [PROVIDER]: FOREIGN_PROVIDER },
        roles: { 'web-deploy': FOREIGN_ROLE },
      };
    });
    write('oidc_provider: import, tags: { cost-center: "42" }', 'import: all');
    workspace.apply('production');
    expect(provider()?.tags).toEqual(FOREIGN_PROVIDER.tags);
    expect(role()?.tags).toEqual(BY_HAND.tags);

    write('tags: { cost-center: "42" }', '');
    workspace.apply('production');
    expect(provider()?.tags).toEqual({ ...FOREIGN_PROVIDER.tags, 'cost-center': '42' });
    expect(role()?.tags).toEqual({ ...BY_HAND.tags, 'cost-center': '42' });
    expect(workspace.plan('production')).toEqual(NOTHING);

    write('tags: { cost-center: "43" }', 'tags: {}');
    workspace.apply('production');
    expect(role()?.tags).toEqual({ 'cost-center': '43' });
    expect(workspace.plan('production')).toEqual(NOTHING);
  });

  it('is no reason to change what a former version has applied', () => {
    workspace.write({ 'bindings.yaml': FORMER, 'bindings.lock.yaml': lockYaml() });
    const former = readFileSync(join(__dirname, '../../fixtures/former-account.tf.json'), 'utf8');
    writeFileSync(join(workspace.folder, 'terraform/production/main.tf.json'), former);
    workspace.apply('production');

    workspace.write({ 'bindings.yaml': FORMER, 'bindings.lock.yaml': lockYaml() });

    expect(workspace.plan('production')).toEqual(NOTHING);
  });
});

const FOREIGN_PROVIDER: OidcProvider = {
  url: 'token.actions.githubusercontent.com',
  clientIds: ['sts.amazonaws.com', 'https://github.com/octo-org'],
  thumbprints: ['6938fd4d98bab03faadb97b34396831e3780aea1'],
  tags: { team: 'landing-zone' },
};

const FOREIGN_ROLE: Role = {
  ...BY_HAND,
  path: '/',
  trust: '{"Version":"2012-10-17","Statement":[]}',
  inline: {},
  attached: [],
  uniqueId: 'AROAFOREIGN',
};

/** What `fixtures/former-account.tf.json` was rendered from, by a version without `ignore_changes`. */
const FORMER = bindingsYaml(
  "tags: { cost-center: '42' }, audiences: [octo]",
  `bindings:
  web-deploy:
    description: Ships the storefront
    accounts: [production]
    role: { tags: { team: storefront }, permissions_boundary: boundary, max_session_duration: 2h }
    trust: [{ repository: web, branch: main }]
    permissions: [{ managed: ReadOnlyAccess }, { statement: { actions: [s3:PutObject], resources: ['arn:aws:s3:::octo-web/*'] } }]
  web-read:
    accounts: [production]
    trust: [{ repository: web, branch: main }]
    permissions: [{ policy: ci/read }]
`,
);
