import { renameRepository } from '../../support/github/rename';
import { describeGitHub } from '../../support/terraform/available';
import { type GitHubStack, STACK, addEnvironment, openGitHubStack } from '../../support/terraform/github-stack';

const ENVIRONMENT = 'github_repository_environment.production';
const NOTHING = { changes: [], errors: [] };

let stack: GitHubStack;
const declared = (settings: object = {}) => ({
  resource: {
    github_repository_environment: { production: { repository: 'web', environment: 'production', ...settings } },
  },
});
const puts = () => stack.requests().filter(({ method }) => method === 'PUT');

describeGitHub('an environment', () => {
  beforeEach(() => {
    stack = openGitHubStack();
  });
  afterEach(() => stack.remove());

  it('is made as it is declared, and found so', () => {
    stack.declare(
      declared({
        wait_timer: 30,
        can_admins_bypass: false,
        prevent_self_review: true,
        reviewers: [{ teams: [42], users: [7] }],
        deployment_branch_policy: [{ protected_branches: true, custom_branch_policies: false }],
      }),
    );
    stack.apply();

    expect(stack.environment()).toMatchObject({
      waitTimer: 30,
      canAdminsBypass: false,
      preventSelfReview: true,
      teams: [42],
      users: [7],
      branchPolicy: 'protected',
    });
    expect(stack.plan()).toEqual(NOTHING);
  });

  it('may be called anything', () => {
    const names = ['a b', 'a/b', 'a:b', 'a#b', 'a%2Fb', '[a]+b', 'größe', '日本', 'a?b'];
    const blocks = names.map((environment, i) => [`e${i}`, { repository: 'web', environment }] as const);
    stack.declare({ resource: { github_repository_environment: Object.fromEntries(blocks) } });
    stack.apply();

    expect(Object.keys(stack.repository().environments).toSorted()).toEqual(names.toSorted());
    expect(stack.plan()).toEqual(NOTHING);
  });

  it('that exists is overwritten: what is not declared is reset, reviewers and secrets stay', () => {
    addEnvironment(stack, 'production', { waitTimer: 30, teams: [42], secrets: ['DEPLOY_KEY'] });

    stack.declare(declared());
    expect(stack.plan().changes).toEqual([`create ${ENVIRONMENT}`]);
    stack.apply();

    expect(stack.environment()).toMatchObject({ waitTimer: 0, teams: [42], secrets: ['DEPLOY_KEY'] });
  });

  it('follows a repository that was renamed, in place', () => {
    stack.declare(declared());
    stack.apply();
    stack.change((world) => renameRepository(world, 'octo-org/web', 'octo-org/storefront'));

    stack.declare(declared({ repository: 'storefront' }));

    expect(stack.plan()).toEqual({ changes: [`update ${ENVIRONMENT}`], errors: [] });
    stack.apply();
    expect(stack.requests().filter(({ method }) => method === 'DELETE')).toEqual([]);
    expect(stack.plan()).toEqual(NOTHING);
  });

  it('is replaced where the new name is of another repository', () => {
    stack.declare(declared());
    stack.apply();

    stack.declare(declared({ repository: 'api' }));

    expect(stack.plan().changes).toEqual([`replace ${ENVIRONMENT}`]);
  });

  it('is deleted under its former name too: the change goes through the redirect', () => {
    stack.declare(declared());
    stack.apply();
    stack.change((world) => renameRepository(world, 'octo-org/web', 'octo-org/storefront'));

    stack.declare({});
    stack.apply();

    expect(stack.environment('storefront')).toBeUndefined();
    expect(stack.requests().filter(({ method }) => method === 'DELETE')).toEqual([
      { method: 'DELETE', path: 'repos/octo-org/web/environments/production', status: 307 },
      {
        method: 'DELETE',
        path: 'repositories/456789/environments/production',
        status: 204,
        effect: 'delete environment octo-org/storefront:production',
      },
    ]);
  });

  it('that is gone can be destroyed', () => {
    stack.declare(declared());
    stack.apply();
    stack.change(({ owners }) => delete owners['octo-org']?.repositories['web']?.environments['production']);

    expect(stack.run(STACK, 'destroy', '-auto-approve', '-refresh=false', '-no-color')).toContain('1 destroyed');
    expect(stack.requests().at(-1)).toMatchObject({ method: 'DELETE', status: 404 });
  });
});

describeGitHub('an import of an environment', () => {
  beforeEach(() => {
    stack = openGitHubStack();
  });
  afterEach(() => stack.remove());

  const imported = (id: string) => ({ import: [{ to: ENVIRONMENT, id }] });

  it('fills in repository and environment, and changes nothing where it is declared as it is', () => {
    addEnvironment(stack, 'production', { canAdminsBypass: false, waitTimer: 30 });

    stack.declare({ ...declared({ can_admins_bypass: false, wait_timer: 30 }), ...imported('web:production') });

    expect(stack.plan()).toEqual({ changes: [`import ${ENVIRONMENT}`], errors: [] });
    expect(stack.requests().filter(({ path }) => path.startsWith('repos/'))).toEqual([
      { method: 'GET', path: 'repos/octo-org/web', status: 200 },
      { method: 'GET', path: 'repos/octo-org/web/environments/production', status: 200 },
    ]);
  });

  it('reads a colon as two question marks', () => {
    addEnvironment(stack, 'eu:production');

    stack.declare({ ...declared({ environment: 'eu:production' }), ...imported('web:eu??production') });

    expect(stack.plan()).toEqual({ changes: [`import ${ENVIRONMENT}`], errors: [] });
  });

  it('fails where there is none, and where there is no such repository', () => {
    stack.declare({ ...declared(), ...imported('web:production') });
    expect(stack.plan().errors.join()).toContain('Cannot import non-existent remote object');

    stack.declare({ ...declared({ repository: 'shop' }), ...imported('shop:production') });
    expect(stack.plan().errors.join()).toMatch(/repos\/octo-org\/shop: 404 Not Found/);
  });
});

describeGitHub('protections that GitHub refuses', () => {
  beforeEach(() => {
    stack = openGitHubStack();
  });
  afterEach(() => stack.remove());

  const onTeamPlan = () =>
    stack.change(({ owners }) => {
      owners['octo-org'] = { ...(owners['octo-org'] ?? { repositories: {}, variables: {}, teams: {} }), plan: 'team' };
    });
  const policy = [{ protected_branches: false, custom_branch_policies: true }];

  it('are left out without a word on a private repository of a Team plan, and planned for ever', () => {
    onTeamPlan();

    stack.declare(declared({ can_admins_bypass: false, deployment_branch_policy: policy }));
    stack.apply();

    expect(puts().map(({ status }) => status)).toEqual([422, 200]);
    expect(stack.environment()).toMatchObject({ canAdminsBypass: true, branchPolicy: 'custom' });
    expect(stack.plan().changes).toEqual([`update ${ENVIRONMENT}`]);
    stack.apply();
    expect(stack.plan().changes).toEqual([`update ${ENVIRONMENT}`]);
  });

  it.each([{ wait_timer: 30 }, { reviewers: [{ teams: [42] }] }])('end the apply where they are %j', (settings) => {
    onTeamPlan();

    stack.declare(declared(settings));

    expect(() => stack.apply()).toThrow('422 Failed to create the environment protection rule');
    expect(stack.environment()).toBeUndefined();
  });

  it('are left out where self-review is to be prevented and nobody reviews', () => {
    stack.declare(declared({ prevent_self_review: true, can_admins_bypass: false }));
    stack.apply();

    expect(puts().map(({ status }) => status)).toEqual([422, 200]);
    expect(stack.environment()).toMatchObject({ canAdminsBypass: true, preventSelfReview: false });
  });

  it('are seven reviewers: of one kind at once, of both at the plan of a change', () => {
    const users = [1, 2, 3, 4, 5, 6];
    stack.declare(declared({ reviewers: [{ users: [...users, 7] }] }));
    expect(stack.plan().errors.join()).toContain('Too many list items');

    stack.declare(declared({ reviewers: [{ users, teams: [42] }] }));
    expect(() => stack.apply()).toThrow('422');

    stack.declare(declared({ reviewers: [{ users }] }));
    stack.apply();
    stack.declare(declared({ reviewers: [{ users, teams: [42] }] }));
    expect(stack.plan().errors.join()).toContain('a maximum of 6 reviewers (users and teams combined) can be set');
  });
});

describeGitHub('reviewers', () => {
  beforeEach(() => {
    stack = openGitHubStack();
  });
  afterEach(() => stack.remove());

  const reviewed = declared({ reviewers: [{ teams: [42] }] });

  it('that others took off are not missed', () => {
    stack.declare(reviewed);
    stack.apply();
    stack.change(({ owners }) => {
      const environment = owners['octo-org']?.repositories['web']?.environments['production'];
      if (environment) environment.teams = [];
    });

    expect(stack.plan()).toEqual(NOTHING);
  });

  it('that GitHub ignores are not missed', () => {
    stack.change((world) => {
      world.withoutAccess = [42];
    });
    stack.declare(reviewed);
    stack.apply();

    expect(stack.environment()?.teams).toEqual([]);
    expect(stack.plan()).toEqual(NOTHING);
  });

  it('that are no longer declared stay, and are to be taken off in every plan', () => {
    stack.declare(reviewed);
    stack.apply();

    stack.declare(declared());
    expect(stack.plan().changes).toEqual([`update ${ENVIRONMENT}`]);
    stack.apply();

    expect(stack.environment()?.teams).toEqual([42]);
    expect(stack.plan().changes).toEqual([`update ${ENVIRONMENT}`]);
  });

  it('are taken off by a block without anybody', () => {
    stack.declare(reviewed);
    stack.apply();

    stack.declare(declared({ reviewers: [{}] }));
    expect(stack.plan().changes).toEqual([`update ${ENVIRONMENT}`]);
    stack.apply();

    expect(stack.environment()?.teams).toEqual([]);
    expect(stack.plan()).toEqual(NOTHING);
  });
});
