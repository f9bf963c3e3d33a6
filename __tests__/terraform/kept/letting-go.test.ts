import { describeWorld } from '../../support/terraform/available';
import { ACCOUNT, PROVIDER, WEB_DEPLOY, bindingsYaml, lockYaml, scene } from '../../support/terraform/scene';
import { type Workspace, openWorkspace } from '../../support/terraform/workspace';

const PUBLISH = 'github-publish-octo-org';
const NOTHING = { changes: [], errors: [] };
const VARIABLES = "    variables: { AWS_ROLE_ARN: '${role.arn}' }\n";

let workspace: Workspace;
const write = (text: string) => workspace.write({ 'bindings.yaml': text, 'bindings.lock.yaml': lockYaml() });
const account = () => workspace.world().accounts[ACCOUNT];

describeWorld('what the file lets go of', () => {
  beforeEach(() => {
    workspace = openWorkspace(scene());
    write(bindingsYaml('', WEB_DEPLOY + VARIABLES));
    workspace.applyAll();
  });
  afterEach(() => workspace.remove());

  it('lives on when a binding is released, its variables too, and can be dropped from the file then', () => {
    const before = workspace.world();

    write(bindingsYaml('', `${WEB_DEPLOY}${VARIABLES}    release: true\n`));

    for (const stack of ['production', PUBLISH]) {
      const { changes, errors } = workspace.plan(stack);
      expect(errors).toEqual([]);
      expect(changes.length).toBeGreaterThan(0);
      expect(changes.filter((change) => !change.startsWith('remove '))).toEqual([]);
      workspace.applyPlan(stack);
    }
    expect(workspace.world()).toEqual(before);

    write(bindingsYaml('', 'bindings: {}\n'));
    expect(workspace.plan('production')).toEqual(NOTHING);
    expect(workspace.world()).toEqual(before);
  });

  it('is destroyed when the binding is simply taken out, and nothing beside it', () => {
    write(bindingsYaml('', 'bindings: {}\n'));

    const { changes, errors } = workspace.plan('production');
    expect(errors).toEqual([]);
    expect(changes.filter((change) => !/^delete aws_iam_role\w*\.web-deploy/.test(change))).toEqual([]);
    workspace.applyPlan('production');

    expect(account()?.roles).toEqual({});
    expect(Object.keys(account()?.oidcProviders ?? {})).toEqual([PROVIDER]);
  });

  it('goes with a retired account, whole, and the account can be dropped then', () => {
    write(bindingsYaml('retired: true', WEB_DEPLOY + VARIABLES));
    workspace.apply('production');

    expect(account()).toEqual({ oidcProviders: {}, roles: {} });
    expect(workspace.plan('production')).toEqual(NOTHING);
  });

  it('goes though somebody has attached a policy to the role since', () => {
    workspace.change(({ accounts }) => {
      const role = accounts[ACCOUNT]?.roles['web-deploy'];
      if (role) role.attached = [...role.attached, 'arn:aws:iam::aws:policy/AmazonS3FullAccess'];
    });

    write(bindingsYaml('', 'bindings: {}\n'));
    workspace.apply('production');

    expect(account()?.roles).toEqual({});
  });
});

describeWorld('what others attach to a role', () => {
  it('is taken off by the next apply, as the plan says', () => {
    workspace = openWorkspace(scene());
    write(bindingsYaml('', WEB_DEPLOY));
    workspace.apply('production');
    workspace.change(({ accounts }) => {
      const role = accounts[ACCOUNT]?.roles['web-deploy'];
      if (role) role.inline = { ...role.inline, intruder: '{"Version":"2012-10-17","Statement":[]}' };
    });

    expect(workspace.plan('production').changes).toEqual(['update aws_iam_role_policies_exclusive.web-deploy']);
    workspace.applyPlan('production');

    expect(Object.keys(account()?.roles['web-deploy']?.inline ?? {})).toEqual(['permissions']);
    workspace.remove();
  });
});

describeWorld('an issuer that changes', () => {
  const issuer = (text: string) =>
    bindingsYaml('', WEB_DEPLOY).replace('owner: octo-org }', `owner: octo-org, enterprise_issuer: ${text} }`);
  const SLUG = `${PROVIDER}/octo-enterprise`;

  beforeEach(() => {
    workspace = openWorkspace(scene());
    write(bindingsYaml('', WEB_DEPLOY));
    workspace.apply('production');
  });
  afterEach(() => workspace.remove());

  it('is trusted beside the former one for the time of the switch, and replaces nothing', () => {
    write(issuer('{ slug: octo-enterprise, keep_bare: true }'));

    const { changes, errors } = workspace.plan('production');
    expect(errors).toEqual([]);
    expect(changes).toEqual([
      'create aws_iam_openid_connect_provider.github__octo-enterprise',
      'update aws_iam_role.web-deploy',
    ]);
    workspace.applyPlan('production');
    expect(Object.keys(account()?.oidcProviders ?? {}).sort()).toEqual([PROVIDER, SLUG]);
    expect(account()?.roles['web-deploy']?.trust).toContain(`"${PROVIDER}"`);
    expect(account()?.roles['web-deploy']?.trust).toContain(`"${SLUG}"`);

    write(issuer('octo-enterprise'));
    expect(workspace.plan('production').changes).toEqual([
      'delete aws_iam_openid_connect_provider.github',
      'update aws_iam_role.web-deploy',
    ]);
    workspace.applyPlan('production');
    expect(Object.keys(account()?.oidcProviders ?? {})).toEqual([SLUG]);
  });
});
