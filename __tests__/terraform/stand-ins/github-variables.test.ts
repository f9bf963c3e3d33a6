import { renameRepository } from '../../support/github/rename';
import { describeGitHub } from '../../support/terraform/available';
import { type GitHubStack, STACK, addEnvironment, openGitHubStack } from '../../support/terraform/github-stack';

const NOTHING = { changes: [], errors: [] };
const DESTROY = ['destroy', '-auto-approve', '-refresh=false', '-no-color'] as const;

let stack: GitHubStack;
const owner = () => stack.world().owners['octo-org'];

/** Each kind of variable: its type, where it is, the id to import it by, and its value at GitHub. */
const KINDS = [
  ['actions_variable', { repository: 'web' }, 'web:ROLE', () => stack.repository().variables['ROLE']],
  [
    'actions_environment_variable',
    { repository: 'web', environment: 'production' },
    'web:production:ROLE',
    () => stack.environment()?.variables['ROLE'],
  ],
  ['actions_organization_variable', { visibility: 'private' }, 'ROLE', () => owner()?.variables['ROLE']?.value],
] as const;

describeGitHub('a variable', () => {
  beforeEach(() => {
    stack = openGitHubStack();
    addEnvironment(stack, 'production');
  });
  afterEach(() => stack.remove());

  describe.each(KINDS)('of the kind %s', (kind, place, id, value) => {
    const address = `github_${kind}.role`;
    const declared = (text: string) => ({
      resource: { [`github_${kind}`]: { role: { ...place, variable_name: 'ROLE', value: text } } },
    });
    const imported = { import: [{ to: address, id }] };

    it('is made, changes in place, and goes', () => {
      stack.declare(declared('one'));
      stack.apply();
      expect(stack.plan()).toEqual(NOTHING);

      stack.declare(declared('two'));
      expect(stack.plan().changes).toEqual([`update ${address}`]);
      stack.apply();
      expect(value()).toBe('two');
      expect(stack.plan()).toEqual(NOTHING);

      stack.declare({});
      stack.apply();
      expect(value()).toBeUndefined();
    });

    it('that exists ends the apply', () => {
      stack.declare(declared('one'));
      stack.apply();
      stack.run(STACK, 'state', 'rm', address);

      expect(() => stack.apply()).toThrow('409 Already exists - Variable already exists');
    });

    it('that exists is adopted, and there has to be one', () => {
      stack.declare({ ...declared('one'), ...imported });
      expect(stack.plan().errors.join()).toContain('404 Not Found');

      stack.declare(declared('one'));
      stack.apply();
      stack.run(STACK, 'state', 'rm', address);
      stack.declare({ ...declared('one'), ...imported });

      expect(stack.plan()).toEqual({ changes: [`import ${address}`], errors: [] });
      stack.apply();
      expect(stack.plan()).toEqual(NOTHING);
    });

    it('that is gone is made again, and cannot be destroyed', () => {
      stack.declare(declared('one'));
      stack.apply();
      stack.change(({ owners }) => {
        delete owners['octo-org']?.variables['ROLE'];
        delete owners['octo-org']?.repositories['web']?.variables['ROLE'];
        delete owners['octo-org']?.repositories['web']?.environments['production']?.variables['ROLE'];
      });

      expect(stack.plan().changes).toEqual([`create ${address}`]);
      expect(() => stack.run(STACK, ...DESTROY)).toThrow('404 Not Found');
    });

    it('is not called 1ROLE, A-ROLE or github_role', () => {
      const names = ['1ROLE', 'A-ROLE', 'github_role'];
      const blocks = names.map((name, i) => [`v${i}`, { ...place, variable_name: name, value: 'one' }] as const);
      stack.declare({ resource: { [`github_${kind}`]: Object.fromEntries(blocks) } });

      expect(stack.plan().errors.filter((error) => error.includes('secret names'))).toHaveLength(3);
    });
  });

  it('follows a repository that was renamed, in place', () => {
    const declared = (repository: string) => ({
      resource: { github_actions_variable: { role: { repository, variable_name: 'ROLE', value: 'one' } } },
    });
    stack.declare(declared('web'));
    stack.apply();
    stack.change((world) => renameRepository(world, 'octo-org/web', 'octo-org/storefront'));

    stack.declare(declared('storefront'));
    expect(stack.plan().changes).toEqual(['update github_actions_variable.role']);
    stack.apply();
    expect(stack.plan()).toEqual(NOTHING);

    stack.declare(declared('api'));
    expect(stack.plan().changes).toEqual(['replace github_actions_variable.role']);
  });
});

describeGitHub('a variable of an organization', () => {
  beforeEach(() => {
    stack = openGitHubStack();
  });
  afterEach(() => stack.remove());

  const ADDRESS = 'github_actions_organization_variable.role';
  const declared = (settings: object) => ({
    resource: { github_actions_organization_variable: { role: { variable_name: 'ROLE', value: 'one', ...settings } } },
  });

  it('changes who sees it in place', () => {
    stack.declare(declared({ visibility: 'selected', selected_repository_ids: [456789, 456790] }));
    stack.apply();
    expect(owner()?.variables['ROLE']?.visibility).toBe('selected');
    expect(owner()?.variables['ROLE']?.selected.toSorted()).toEqual([456789, 456790]);
    expect(stack.plan()).toEqual(NOTHING);

    stack.declare(declared({ visibility: 'all' }));
    expect(stack.plan().changes).toEqual([`update ${ADDRESS}`]);
    stack.apply();
    expect(owner()?.variables['ROLE']).toMatchObject({ visibility: 'all', selected: [] });
    expect(stack.plan()).toEqual(NOTHING);

    stack.declare(declared({ visibility: 'selected', selected_repository_ids: [456790] }));
    expect(stack.plan().changes).toEqual([`update ${ADDRESS}`]);
    stack.apply();
    expect(stack.plan()).toEqual(NOTHING);
  });

  it('is adopted with the repositories that see it', () => {
    stack.change(({ owners }) => {
      const variables = owners['octo-org']?.variables;
      if (variables) variables['ROLE'] = { value: 'one', visibility: 'selected', selected: [456789] };
    });

    stack.declare({
      ...declared({ visibility: 'selected', selected_repository_ids: [456789] }),
      import: [{ to: ADDRESS, id: 'ROLE' }],
    });

    expect(stack.plan()).toEqual({ changes: [`import ${ADDRESS}`], errors: [] });
  });

  it('is seen by selected repositories only where it says selected', () => {
    stack.declare(declared({ visibility: 'all' }));
    stack.apply();

    stack.declare(declared({ visibility: 'all', selected_repository_ids: [456789] }));
    expect(stack.plan().errors.join()).toContain('cannot use selected_repository_ids without visibility being set');

    stack.declare(declared({ visibility: 'everybody' }));
    expect(stack.plan().errors.join()).toContain('expected visibility to be one of');
  });
});
