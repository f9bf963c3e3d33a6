import { createColors } from 'picocolors';
import { load } from '../../../src/cli/load';
import { formatText } from '../../../src/diagnostics/format/text';
import { describeWorld } from '../../support/terraform/available';
import { ACCOUNT, lockYaml, scene } from '../../support/terraform/scene';
import { type Workspace, openWorkspace } from '../../support/terraform/workspace';

const NOTHING = { changes: [], errors: [] };

let workspace: Workspace;
const write = (text: string) =>
  workspace.write({ 'bindings.yaml': text, 'bindings.lock.yaml': `${lockYaml()}${renamed('storefront')}` });
const roles = () => workspace.world().accounts[ACCOUNT]?.roles ?? {};

/** The lock's entry of `web` after it was renamed. */
function renamed(name: string): string {
  return `  octo-org/${name}:
    owner_id: '123456'
    repository_id: '456791'
    subject_prefix: repo:octo-org@123456/${name}@456791
`;
}

interface File {
  readonly accounts?: string;
  readonly repositories?: string;
  readonly binding?: string;
  readonly settings: string;
}

function file({ accounts = '', repositories = '{}', binding = 'deploy', settings }: File): string {
  return `version: 1
github: { owner: octo-org }
accounts:
  ${accounts || `production: { id: '${ACCOUNT}', region: us-east-2 }`}
repositories: ${repositories}
bindings:
  ${binding}:
    ${settings}
    accounts: all
    permissions: [{ managed: ReadOnlyAccess }, { statement: { actions: [s3:PutObject], resources: ['arn:aws:s3:::octo-web/*'] } }]
`;
}

/** What is said of a file that would replace a role. */
function refusal(text: string): string {
  expect(() => write(text)).toThrow('role-replaced');
  return formatText(load({ bindings: `${workspace.folder}/bindings.yaml` }).diagnostics, createColors(false));
}

const TRUST = 'trust: [{ repository: web, branch: main }]';
const PINNED = { accounts: `prod: { id: '${ACCOUNT}', region: us-east-2, stack: production }` };

describeWorld('a role that is named by what it belongs to', () => {
  beforeEach(() => {
    workspace = openWorkspace(scene(), ['aws']);
  });
  afterEach(() => workspace.remove());

  it.each([
    [
      'its binding',
      { settings: `role: { name: 'gha-\${binding.name}', path: '/ci/\${binding.name}/' }\n    ${TRUST}` },
      { binding: 'shop', renamed: 'renamed_from: deploy\n    ' },
      'role: { name: gha-deploy, path: /ci/deploy/ }',
    ],
    [
      'its account',
      { settings: `role: { name: 'gha-\${account.name}' }\n    ${TRUST}` },
      { ...PINNED, renamed: '' },
      'role: { name: gha-production }',
    ],
    [
      'its account by a value',
      {
        accounts: `production: { id: '${ACCOUNT}', region: us-east-2, values: { who: '\${account.name}-ci' } }`,
        settings: `role: { name: 'gha-\${account.values.who}' }\n    ${TRUST}`,
      },
      { accounts: PINNED.accounts.replace(' }', ", values: { who: '${account.name}-ci' } }"), renamed: '' },
      'role: { name: gha-production-ci }',
    ],
    [
      'its binding and its account, renamed at once',
      { settings: `role: { name: '\${account.name}-\${binding.name}' }\n    ${TRUST}` },
      { ...PINNED, binding: 'shop', renamed: 'renamed_from: [deploy, store]\n    ' },
      'role: { name: production-deploy }',
    ],
  ])('stays the same when the line is added that is asked for: %s', (_, before, { renamed: more, ...after }, line) => {
    write(file(before));
    workspace.apply('production');
    const made = roles();

    const text = file({ ...before, ...after, settings: more + before.settings });
    expect(refusal(text)).toContain(line);

    write(text.replace(/role: .*/, line));
    const { changes, errors } = workspace.plan('production');
    expect(errors).toEqual([]);
    expect(changes.filter((change) => !change.startsWith('move '))).toEqual([]);
    workspace.applyPlan('production');
    expect(roles()).toEqual(made);
    expect(workspace.plan('production')).toEqual(NOTHING);
  });

  it('stays the same under for_each_repository when its repository is renamed, by the key that is asked for', () => {
    const settings = (list: string) => `for_each_repository: ${list}\n    trust: [{ branch: main }]`;
    write(file({ settings: settings('[web, api]') }));
    workspace.apply('production');
    const before = Object.keys(roles());

    const repositories = '{ storefront: { renamed_from: web } }';
    const said = refusal(file({ repositories, settings: settings('[storefront, api]') }));
    expect(said).toContain('for_each_repository: { api: api, web: storefront }');

    write(file({ repositories, settings: settings('{ web: storefront, api: api }') }));
    const { changes, errors } = workspace.plan('production');
    expect(errors).toEqual([]);
    // Its subjects are those of the new name.
    expect(changes).toEqual(['update aws_iam_role.deploy-web']);
    workspace.applyPlan('production');
    expect(Object.keys(roles())).toEqual(before);
  });

  it('stays the same under for_each_repository when the owner of its repository is renamed, by the line that is asked for', () => {
    const settings = (role: string) => `for_each_repository: [web]\n    ${role}\n    trust: [{ branch: main }]`;
    const byOwner = settings("role: { name: '${repository.owner}-${repository.name}', path: '/${repository.owner}/' }");
    write(file({ settings: byOwner }));
    workspace.apply('production');

    const ofOwner = (text: string, lock: string) =>
      workspace.write({
        'bindings.yaml': text.replace('{ owner: octo-org }', '{ owner: octo-inc, renamed_from: octo-org }'),
        'bindings.lock.yaml': lock.replaceAll('octo-org', 'octo-inc'),
      });
    const lock = lockYaml();
    expect(() => ofOwner(file({ settings: byOwner }), lock)).toThrow('role-replaced');
    const said = formatText(load({ bindings: `${workspace.folder}/bindings.yaml` }).diagnostics, createColors(false));
    const [, line = ''] = /`(role: .*)`/.exec(said) ?? [];
    expect(line).toBe("role: { name: 'octo-org-${repository.name}', path: /octo-org/ }");

    ofOwner(file({ settings: settings(line) }), lock);
    expect(workspace.plan('production')).toEqual({ changes: ['update aws_iam_role.deploy-web'], errors: [] });
  });

  it('stays the same under for_each_repository when its binding is renamed, by the line that is asked for', () => {
    const settings = 'for_each_repository: [web, api]\n    trust: [{ branch: main }]';
    write(file({ settings }));
    workspace.apply('production');
    const before = roles();

    const text = file({ binding: 'shop', settings: `renamed_from: [deploy, store]\n    ${settings}` });
    const line = "role: { name: 'deploy-${repository.name}' }";
    expect(() => write(text)).toThrow(line);

    write(text.replace('    trust:', `    ${line}\n    trust:`));
    const { changes, errors } = workspace.plan('production');
    expect(errors).toEqual([]);
    expect(changes.filter((change) => !change.startsWith('move '))).toEqual([]);
    workspace.applyPlan('production');
    expect(roles()).toEqual(before);
  });

  it('moves with its repository and its binding, whichever of the two renamings was applied before', () => {
    const settings = (repository: string, more: string) =>
      `for_each_repository: [${repository}]\n    role: { name: gha-web }\n    trust: [{ branch: main }]${more}`;
    write(file({ settings: settings('web', '') }));
    workspace.apply('production');

    const both = file({
      repositories: '{ storefront: { renamed_from: web } }',
      binding: 'shop',
      settings: settings('storefront', '\n    renamed_from: deploy'),
    });
    write(both);
    const { changes, errors } = workspace.plan('production');
    expect(errors).toEqual([]);
    expect(changes.filter((change) => !/^(move|update) /.test(change))).toEqual([]);

    write(file({ binding: 'shop', settings: settings('web', '\n    renamed_from: deploy') }));
    workspace.apply('production');
    write(both);
    expect(workspace.plan('production').changes.filter((change) => !/^(move|update) /.test(change))).toEqual([]);
    workspace.applyPlan('production');
    expect(Object.keys(roles())).toEqual(['gha-web']);
    expect(workspace.plan('production')).toEqual(NOTHING);
  });

  it('keeps its name by a binding of its own where a key does not help', () => {
    const settings = `for_each_repository: { site: web }\n    role: { name: 'gha-\${repository.name}' }\n    trust: [{ branch: main }]`;
    write(file({ settings }));
    workspace.apply('production');

    const repositories = '{ storefront: { renamed_from: web } }';
    expect(refusal(file({ repositories, settings: settings.replace('site: web', 'site: storefront') }))).toContain(
      'give `storefront` a binding of its own instead, named `deploy-site`, with `role: { name: gha-web }`',
    );

    const own = 'role: { name: gha-web }\n    trust: [{ repository: storefront, branch: main }]';
    write(file({ repositories, binding: 'deploy-site', settings: own }));
    expect(workspace.plan('production')).toEqual({ changes: ['update aws_iam_role.deploy-site'], errors: [] });
  });
});
