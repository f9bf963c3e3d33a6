import { describeWorld } from '../../support/terraform/available';
import { ACCOUNT, PROVIDER, WEB_DEPLOY, bindingsYaml, lockYaml, scene } from '../../support/terraform/scene';
import { type Workspace, openWorkspace } from '../../support/terraform/workspace';
import type { OidcProvider } from '../../support/terraform/world';

let workspace: Workspace;
const write = (account: string, rest = WEB_DEPLOY) =>
  workspace.write({ 'bindings.yaml': bindingsYaml(account, rest), 'bindings.lock.yaml': lockYaml() });
const provider = () => workspace.world().accounts[ACCOUNT]?.oidcProviders[PROVIDER];

/** One that somebody else made, for roles of theirs too. */
const FOREIGN: OidcProvider = {
  url: 'token.actions.githubusercontent.com',
  clientIds: ['sts.amazonaws.com', 'https://github.com/octo-org'],
  thumbprints: ['6938fd4d98bab03faadb97b34396831e3780aea1'],
  tags: { team: 'landing-zone' },
};

describeWorld('an OIDC provider', () => {
  beforeEach(() => {
    workspace = openWorkspace(scene());
  });
  afterEach(() => workspace.remove());

  const putForeign = (change: Partial<OidcProvider> = {}) =>
    workspace.change(({ accounts }) => {
      const account = accounts[ACCOUNT];
      if (account) account.oidcProviders[PROVIDER] = { ...FOREIGN, ...change };
    });

  it('lives on when the account goes from create to existing, and so does every login', () => {
    write('');
    workspace.apply('production');

    write('oidc_provider: existing');

    expect(workspace.plan('production')).toEqual({
      changes: ['remove aws_iam_openid_connect_provider.github'],
      errors: [],
    });
    workspace.applyPlan('production');
    expect(provider()).toMatchObject({ clientIds: ['sts.amazonaws.com'] });
    expect(workspace.plan('production')).toEqual({ changes: [], errors: [] });
  });

  it('is adopted where Terraform has it already: create to import changes nothing', () => {
    write('');
    workspace.apply('production');

    write('oidc_provider: import');

    expect(workspace.plan('production')).toEqual({ changes: [], errors: [] });
  });

  it('keeps what the file does not set when it is adopted, and is safe from destruction', () => {
    putForeign();
    write('oidc_provider: import');

    const { changes, errors } = workspace.plan('production');
    expect(errors).toEqual([]);
    expect(changes).toContain('import aws_iam_openid_connect_provider.github');
    workspace.applyPlan('production');

    expect(provider()).toEqual(FOREIGN);
    expect(workspace.plan('production')).toEqual({ changes: [], errors: [] });
    expect(() => workspace.run('production', 'destroy', '-auto-approve', '-no-color')).toThrow(
      'Instance cannot be destroyed',
    );
  });

  it('gets the audiences that the file sets when it is adopted, as the plan says', () => {
    putForeign();
    write('oidc_provider: import, audiences: ["https://github.com/octo-org", octo]');

    expect(workspace.plan('production').changes).toContain('import+update aws_iam_openid_connect_provider.github');
    workspace.applyPlan('production');

    expect(provider()?.clientIds).toEqual(expect.arrayContaining([...FOREIGN.clientIds, 'octo']));
    expect(provider()?.tags).toEqual(FOREIGN.tags);
  });

  it.each(['existing', 'import'])(
    'fails the plan if it does not know the audience that the roles rely on: %s',
    (mode) => {
      putForeign({ clientIds: ['https://github.com/octo-org'] });
      write(`oidc_provider: ${mode}`);

      expect(workspace.plan('production').errors.join('\n')).toContain('sts.amazonaws.com');
    },
  );

  it('fails the plan if it is to be looked up and is not there', () => {
    write('oidc_provider: existing');

    expect(workspace.plan('production').errors.join('\n')).toContain("couldn't find resource");
  });

  it('of somebody else is left alone if it is to be made: the apply ends', () => {
    putForeign();
    write('');

    expect(() => workspace.apply('production')).toThrow(
      'EntityAlreadyExists: Provider with url https://token.actions.githubusercontent.com already exists.',
    );
    expect(provider()).toEqual(FOREIGN);
  });

  it('is not destroyed with a retired account if it was adopted', () => {
    putForeign();
    write('oidc_provider: import');
    workspace.apply('production');

    write('oidc_provider: import, retired: true');

    const { changes, errors } = workspace.plan('production');
    expect(errors).toEqual([]);
    expect(changes).toContain('remove aws_iam_openid_connect_provider.github');
    expect(changes).toContain('delete aws_iam_role.web-deploy');
    workspace.applyPlan('production');
    expect(workspace.world().accounts[ACCOUNT]).toEqual({ oidcProviders: { [PROVIDER]: FOREIGN }, roles: {} });
  });
});
