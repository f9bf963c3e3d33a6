import { renameOwner, renameRepository } from '../../support/github/rename';
import { describeWorld } from '../../support/terraform/available';
import { openEnvironment, repository } from '../../support/terraform/least-world';
import { bindingsYaml, scene } from '../../support/terraform/scene';
import { type Workspace, openWorkspace } from '../../support/terraform/workspace';
import type { Environment } from '../../support/github/world';

const PROTECT = 'github-protect-octo-org';
const PUBLISH = 'github-publish-octo-org';
const NOTHING = { changes: [], errors: [] };

/** An environment with a rule, by whose id it is adopted, and a secret that no one can read again. */
const PRODUCTION: Environment = {
  ...openEnvironment(),
  branchPolicy: 'custom',
  canAdminsBypass: false,
  policies: { '71': { kind: 'branch', pattern: 'main' } },
  secrets: ['DEPLOY_KEY'],
};

/** What the lock says of that one. */
const KNOWN = 'production: { reviewers: 0, deployment_branches: { main: 71 }, can_admins_bypass: false }';

/** The lock of one repository, given its full name and what else is known of it. */
function lock(fullName: string, more: readonly string[]): string {
  const ownerId = fullName.startsWith('octo-org/') || fullName.startsWith('octo-labs/') ? '123456' : '99';
  return `version: 1
repositories:
  ${fullName}:
    owner_id: '${ownerId}'
    repository_id: '456789'
    subject_claims: default
${more.map((line) => `    ${line}\n`).join('')}`;
}

/** Bindings in which a repository has environments, and two variables, given lines of both. */
function text(name: string, settings: string, environment = 'production', github = 'owner: octo-org'): string {
  return bindingsYaml(
    '',
    `${settings && `repositories: { ${name}: ${settings} }\n`}bindings:
  web-deploy:
    accounts: [production]
    trust: [{ repository: ${name}, environment: ${environment} }, { repository: ${name}, branch: main }]
    permissions: []
    variables: { AWS_ROLE_ARN: '\${role.arn}', AWS_ROLE: { value: '\${role.name}', scope: repository } }
`,
  ).replace('owner: octo-org', github);
}

const DECLARED = '{ environments: { production: { deployment_branches: [main] } } }';
const RULE = 'github_repository_environment_deployment_policy';

let workspace: Workspace;
const write = (bindings: string, locked: string) =>
  workspace.write({ 'bindings.yaml': bindings, 'bindings.lock.yaml': locked });
const web = (owner = 'octo-org', name = 'web') => workspace.world().owners[owner]?.repositories[name];

/** Plans and applies the stacks, in which nothing may be deleted or replaced; after that there is nothing to do. */
function keep(...stacks: readonly string[]): readonly string[] {
  return stacks.flatMap((stack) => {
    const { changes, errors } = workspace.plan(stack);
    expect(errors).toEqual([]);
    expect(changes.filter((change) => /^(delete|replace)|delete/.test(change.split(' ')[0] ?? ''))).toEqual([]);
    workspace.applyPlan(stack);
    expect(workspace.plan(stack)).toEqual(NOTHING);
    expect(workspace.losses()).toEqual([]);
    return changes;
  });
}

/** Gives the repository another name, owner, or both, as GitHub does: whatever is in it goes along, and the old name leads to it. */
const rename = (from: string, to: string) => workspace.change((world) => renameRepository(world, from, to));

function begin(environments: Readonly<Record<string, Environment>> = { production: PRODUCTION }): void {
  const world = scene();
  const repositories = world.owners['octo-org']?.repositories ?? {};
  repositories['web'] = { ...repository(456789), environments: structuredClone({ ...environments }) };
  world.owners['other-org'] = { repositories: {}, variables: {}, teams: {} };
  workspace = openWorkspace(world);
}

describeWorld('at GitHub', () => {
  beforeEach(() => begin());
  afterEach(() => workspace.remove());

  it('an environment is adopted with the rules that it has', () => {
    write(text('web', DECLARED), lock('octo-org/web', [`environments: { ${KNOWN} }`]));

    expect(
      keep(PROTECT)
        .map((change) => change.replace('+update', ''))
        .sort(),
    ).toEqual([
      'import github_repository_environment.web__production',
      `import ${RULE}.web__production["branch main"]`,
    ]);
    expect(web()?.environments['production']).toEqual(PRODUCTION);
  });

  it('a state in which each rule has an address of its own is moved to the one for all', () => {
    const locked = lock('octo-org/web', [`environments: { ${KNOWN} }`]);
    write(text('web', DECLARED), locked);
    workspace.apply(PROTECT);
    const before = workspace.world();
    workspace.run(
      PROTECT,
      'state',
      'mv',
      `${RULE}.web__production["branch main"]`,
      `${RULE}.web__production__branch__main`,
    );

    expect(workspace.plan(PROTECT)).toEqual({
      changes: [`move ${RULE}.web__production__branch__main ${RULE}.web__production["branch main"]`],
      errors: [],
    });
    keep(PROTECT);
    expect(workspace.world()).toEqual(before);
  });

  it.each([
    ['that the lock still calls absent', ['environments: { production: absent }']],
    ['that was pruned from the lock, and kept', ['kept: [production]']],
    ['that the lock knows', [`environments: { ${KNOWN} }`, 'kept: [production]']],
  ])('an environment %s is let go of with its rules, when it is the last one', (_, known) => {
    begin({});
    write(text('web', DECLARED), lock('octo-org/web', ['environments: { production: absent }', 'kept: [production]']));
    workspace.apply(PROTECT);
    const before = web();

    write(
      bindingsYaml('', 'bindings: {}\n'),
      lock('octo-org/web', known.includes('kept: [production]') ? known : [...known, 'kept: [production]']),
    );

    expect([...keep(PROTECT)].sort()).toEqual(
      [`remove ${RULE}.web__production["branch main"]`, 'remove github_repository_environment.web__production'].sort(),
    );
    expect(web()).toEqual(before);
  });

  it.each([
    ['with `renamed_from`', '{ renamed_from: web, environments: { production: { deployment_branches: [main] } } }', []],
    [
      'with `renamed_from` of two renames',
      '{ renamed_from: [web, shop], environments: { production: { deployment_branches: [main] } } }',
      [],
    ],
    ['known to the lock alone', DECLARED, ['former_names: [octo-org/web]']],
    [
      'known to both',
      '{ renamed_from: web, environments: { production: { deployment_branches: [main] } } }',
      ['former_names: [octo-org/web]'],
    ],
  ])('a renamed repository keeps its environment, %s', (_, settings, known) => {
    write(text('web', DECLARED), lock('octo-org/web', [`environments: { ${KNOWN} }`]));
    workspace.apply(PROTECT);
    rename('octo-org/web', 'octo-org/storefront');
    const before = web('octo-org', 'storefront');

    write(text('storefront', settings), lock('octo-org/storefront', [`environments: { ${KNOWN} }`, ...known]));

    keep(PROTECT);
    expect(web('octo-org', 'storefront')).toEqual(before);
  });

  it('a repository that is renamed, and an environment that is dropped, in one change', () => {
    begin({ production: PRODUCTION, staging: { ...openEnvironment(), secrets: ['OTHER'] } });
    const both =
      '{ environments: { production: { deployment_branches: [main] }, staging: { can_admins_bypass: true } } }';
    write(text('web', both), lock('octo-org/web', [`environments: { ${KNOWN}, staging: {} }`]));
    workspace.apply(PROTECT);
    rename('octo-org/web', 'octo-org/storefront');
    const before = web('octo-org', 'storefront');

    write(
      text('storefront', DECLARED.replace('{ ', '{ renamed_from: web, ')),
      lock('octo-org/storefront', [`environments: { ${KNOWN} }`, 'kept: [production, staging]']),
    );

    keep(PROTECT);
    expect(web('octo-org', 'storefront')).toEqual(before);
  });

  it('a transferred repository is let go of in the stacks of its old owner', () => {
    write(text('web', DECLARED), lock('octo-org/web', [`environments: { ${KNOWN} }`]));
    workspace.applyAll();
    rename('octo-org/web', 'other-org/web');
    const before = web('other-org');

    const after = text('other-org/web', DECLARED).replaceAll("'${role.arn}'", "{ value: '${role.arn}', import: true }");
    write(
      after.replace("{ value: '${role.name}', ", "{ value: '${role.name}', import: true, "),
      lock('other-org/web', [`environments: { ${KNOWN} }`, 'former_names: [octo-org/web]']),
    );

    keep(PROTECT, PUBLISH, 'github-protect-other-org', 'github-publish-other-org');
    expect(web('other-org')).toEqual(before);
  });

  it('an organization that is renamed keeps its stacks, and nothing is planned', () => {
    write(text('web', DECLARED), lock('octo-org/web', [`environments: { ${KNOWN} }`]));
    workspace.applyAll();
    workspace.change((world) => renameOwner(world, 'octo-org', 'octo-labs'));

    write(
      text('web', DECLARED, 'production', 'owner: octo-labs, renamed_from: octo-org'),
      lock('octo-labs/web', [`environments: { ${KNOWN} }`, 'former_names: [octo-org/web]']),
    );

    expect(workspace.plan(PROTECT)).toEqual(NOTHING);
    expect(workspace.plan(PUBLISH)).toEqual(NOTHING);
  });

  it('a repository and an environment that were spelled otherwise keep everything', () => {
    begin({ Production: PRODUCTION });
    const settings = '{ environments: { Production: { deployment_branches: [main] } } }';
    write(text('web', settings, 'Production'), lock('octo-org/web', [`environments: { ${KNOWN.replace('p', 'P')} }`]));
    workspace.applyAll();
    rename('octo-org/web', 'octo-org/Web');
    workspace.change(({ owners }) => {
      const environments = owners['octo-org']?.repositories['Web']?.environments ?? {};
      if (environments['Production']) environments['production'] = environments['Production'];
      delete environments['Production'];
    });
    const before = web('octo-org', 'Web');

    write(
      text(
        'Web',
        '{ renamed_from: web, environments: { production: { renamed_from: Production, deployment_branches: [main] } } }',
      ),
      lock('octo-org/Web', [`environments: { ${KNOWN} }`]),
    );

    keep(PROTECT, PUBLISH);
    expect(web('octo-org', 'Web')).toEqual(before);
  });

  it('a subject template whose key is dropped stays, under a new name, too', () => {
    const locked = (name: string, claims: string) =>
      lock(`octo-org/${name}`, [`environments: { ${KNOWN} }`]).replace(
        'subject_claims: default',
        `subject_claims: ${claims}`,
      );
    write(text('web', '{ subject_template: [repo, context, repository_id] }'), locked('web', 'default'));
    workspace.applyAll();
    rename('octo-org/web', 'octo-org/storefront');
    const before = web('octo-org', 'storefront');

    write(text('storefront', '{ renamed_from: web }'), locked('storefront', '[repo, context, repository_id]'));

    keep(PUBLISH);
    expect(before?.template).toEqual(['repo', 'context', 'repository_id']);
    expect(web('octo-org', 'storefront')).toEqual(before);
  });

  it('an organization variable stays selected for the repositories of a released binding', () => {
    const bindings = (released: string) =>
      bindingsYaml(
        '',
        `bindings:
  one: { accounts: [production], trust: [{ repository: web, branch: main }], permissions: [], variables: { REGION: { value: us-east-2, scope: organization } } }
  two: { accounts: [production], trust: [{ repository: api, branch: main }], permissions: [], variables: { REGION: { value: us-east-2, scope: organization } }${released} }
`,
      );
    const api = "  octo-org/api: { owner_id: '123456', repository_id: '456790', subject_claims: default }\n";
    write(bindings(''), lock('octo-org/web', []) + api);
    workspace.apply(PUBLISH);

    write(bindings(', release: true'), lock('octo-org/web', []) + api);

    expect(workspace.plan(PUBLISH)).toEqual(NOTHING);
    expect(workspace.world().owners['octo-org']?.variables['REGION']?.selected.toSorted()).toEqual([456789, 456790]);
  });

  it('an organization is not taken for another where nothing but a variable of it is written', () => {
    write(
      bindingsYaml(
        '',
        'bindings: { one: { accounts: [production], trust: [{ repository: web, branch: main }], permissions: [], variables: { REGION: { value: us-east-2, scope: organization } } } }\n',
      ),
      lock('octo-org/web', []),
    );

    expect(workspace.plan(PUBLISH, { GITHUB_OWNER: 'other-org' }).errors.join('\n')).toContain(
      'Terraform would write to another owner than octo-org',
    );
  });

  it('reviewers that somebody took off are warned of at every plan, in which there is nothing else', () => {
    write(
      text(
        'web',
        '{ environments: { production: { reviewers: { users: [monalisa] }, deployment_branches: [main] } } }',
      ),
      lock('octo-org/web', [`environments: { ${KNOWN} }`]),
    );
    workspace.apply(PROTECT);
    expect(workspace.run(PROTECT, 'plan', '-no-color')).not.toContain('lacks');
    workspace.change(({ owners }) => {
      const environments = owners['octo-org']?.repositories['web']?.environments ?? {};
      if (environments['production']) environments['production'] = { ...environments['production'], users: [] };
    });

    const said = workspace.run(PROTECT, 'plan', '-no-color');

    expect(said).toContain('No changes.');
    expect(said.replace(/\s+/g, ' ')).toContain('The environment production of web lacks reviewers');
  });

  it('an environment whose protection GitHub refuses for its plan fails the apply, each time, until the file is content', () => {
    begin({});
    workspace.change(({ owners }) => {
      if (owners['octo-org']) owners['octo-org'] = { ...owners['octo-org'], plan: 'team' };
    });
    const absent = lock('octo-org/web', ['environments: { production: absent }', 'kept: [production]']);
    write(text('web', DECLARED), absent);

    for (let time = 0; time < 2; time++)
      expect(() => workspace.apply(PROTECT)).toThrow(/does not have `can_admins_bypass: false`/);

    write(
      text('web', DECLARED.replace('{ deployment', '{ can_admins_bypass: true, deployment')),
      lock('octo-org/web', ['environments: { production: absent }', 'kept: [production]']),
    );
    expect(workspace.apply(PROTECT).errors).toEqual([]);
    expect(workspace.plan(PROTECT)).toEqual(NOTHING);
    expect(web()?.environments['production']).toMatchObject({ branchPolicy: 'custom', canAdminsBypass: true });
  });

  it('reviewers that GitHub refuses for its plan are not taken for made', () => {
    begin({});
    workspace.change(({ owners }) => {
      if (owners['octo-org']) owners['octo-org'] = { ...owners['octo-org'], plan: 'team' };
    });
    write(
      text('web', '{ environments: { production: { reviewers: { users: [monalisa] }, can_admins_bypass: true } } }'),
      lock('octo-org/web', ['environments: { production: absent }']),
    );

    expect(() => workspace.apply(PROTECT)).toThrow('billing plan');
    expect(web()?.environments).toEqual({});
  });

  it('reviewers that the file takes out go, once the lock knows of them; until then the apply fails', () => {
    begin({ production: { ...PRODUCTION, users: [7] } });
    const known = (reviewers: number) =>
      lock('octo-org/web', [`environments: { ${KNOWN.replace('reviewers: 0', `reviewers: ${reviewers}`)} }`]);
    const without = text('web', DECLARED);
    write(without.replace('{ deployment', '{ reviewers: { users: [monalisa] }, deployment'), known(0));
    workspace.apply(PROTECT);

    write(without, known(0));
    expect(() => workspace.apply(PROTECT)).toThrow('Terraform cannot take them off before the lock file knows of them');
    expect(web()?.environments['production']?.users).toEqual([7]);

    write(
      without.replace(
        '{ production: {',
        '{\n # oidc-bindings: ignore[weakens-environment] until=2027-11-24 reviewers go\n production: {',
      ),
      known(1),
    );
    workspace.apply(PROTECT);
    expect(web()?.environments['production']?.users).toEqual([]);
    expect(workspace.plan(PROTECT)).toEqual(NOTHING);
  });
});
