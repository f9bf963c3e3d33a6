import { describeGitHub } from '../../support/terraform/available';
import { type GitHubStack, STACK, addEnvironment, openGitHubStack } from '../../support/terraform/github-stack';

const RULE = 'github_repository_environment_deployment_policy.main';
const NOTHING = { changes: [], errors: [] };

let stack: GitHubStack;
const declared = (settings: object, more: object = {}) => ({
  resource: {
    github_repository_environment_deployment_policy: {
      main: { repository: 'web', environment: 'production', ...settings },
    },
  },
  ...more,
});
const policies = () => stack.environment()?.policies;
const BY_PATTERNS = { branchPolicy: 'custom' } as const;
const EXISTING = { ...BY_PATTERNS, policies: { '71': { kind: 'branch', pattern: 'main' } } } as const;

describeGitHub('a rule of an environment', () => {
  beforeEach(() => {
    stack = openGitHubStack();
  });
  afterEach(() => stack.remove());

  it('is made, and its pattern changes in place', () => {
    addEnvironment(stack, 'production', BY_PATTERNS);
    stack.declare(declared({ branch_pattern: 'main' }));
    stack.apply();
    expect(stack.plan()).toEqual(NOTHING);

    stack.declare(declared({ branch_pattern: 'release/*' }));

    expect(stack.plan().changes).toEqual([`update ${RULE}`]);
    stack.apply();
    expect(policies()).toEqual({ '1000': { kind: 'branch', pattern: 'release/*' } });
    expect(stack.plan()).toEqual(NOTHING);
  });

  it('is replaced where it is of branches and will be of tags', () => {
    addEnvironment(stack, 'production', BY_PATTERNS);
    stack.declare(declared({ branch_pattern: 'v*' }));
    stack.apply();

    stack.declare(declared({ tag_pattern: 'v*' }));

    expect(stack.plan().changes).toEqual([`replace ${RULE}`]);
    stack.apply();
    expect(Object.values(policies() ?? {})).toEqual([{ kind: 'tag', pattern: 'v*' }]);
  });

  it('that exists is answered by the list, is held without an id, and planned for ever', () => {
    addEnvironment(stack, 'production', EXISTING);
    stack.declare(declared({ branch_pattern: 'main' }));
    stack.apply();

    expect(stack.requests().filter(({ method }) => method === 'POST')).toMatchObject([{ status: 303 }]);
    expect(stack.plan().changes).toEqual([`create ${RULE}`]);
    stack.apply();
    expect(stack.plan().changes).toEqual([`create ${RULE}`]);
    expect(policies()).toEqual(EXISTING.policies);
  });

  it('that exists is adopted by its id', () => {
    addEnvironment(stack, 'production', EXISTING);

    stack.declare(declared({ branch_pattern: 'main' }, { import: [{ to: RULE, id: 'web:production:71' }] }));

    expect(stack.plan()).toEqual({ changes: [`import ${RULE}`], errors: [] });
    stack.apply();
    expect(stack.plan()).toEqual(NOTHING);
  });

  it('cannot be adopted by an id that is none, or that is not there', () => {
    addEnvironment(stack, 'production', EXISTING);

    stack.declare(declared({ branch_pattern: 'main' }, { import: [{ to: RULE, id: 'web:production:main' }] }));
    expect(stack.plan().errors.join()).toContain('invalid policy ID: main');

    stack.declare(declared({ branch_pattern: 'main' }, { import: [{ to: RULE, id: 'web:production:72' }] }));
    expect(stack.plan().errors.join()).toContain('Cannot import non-existent remote object');
  });

  it.each([{}, { branch_pattern: 'main', tag_pattern: 'v*' }, { branch_pattern: '' }])(
    'is refused at once as %j',
    (both) => {
      addEnvironment(stack, 'production', BY_PATTERNS);

      stack.declare(declared(both));

      const { changes, errors } = stack.plan();
      expect(changes).toEqual([]);
      expect(errors).not.toEqual([]);
    },
  );

  it('needs an environment that goes by patterns', () => {
    addEnvironment(stack, 'production', { branchPolicy: 'protected' });

    stack.declare(declared({ branch_pattern: 'main' }));

    expect(() => stack.apply()).toThrow('deployment-branch-policies: 404 Not Found');
  });

  it('that is gone is made again, and cannot be destroyed', () => {
    addEnvironment(stack, 'production', BY_PATTERNS);
    stack.declare(declared({ branch_pattern: 'main' }));
    stack.apply();
    stack.change(({ owners }) => {
      const environment = owners['octo-org']?.repositories['web']?.environments['production'];
      if (environment) environment.policies = {};
    });

    expect(stack.plan().changes).toEqual([`create ${RULE}`]);
    expect(() => stack.run(STACK, 'destroy', '-auto-approve', '-refresh=false', '-no-color')).toThrow('404 Not Found');
  });
});
