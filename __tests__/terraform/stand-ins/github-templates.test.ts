import { describeGitHub } from '../../support/terraform/available';
import { type GitHubStack, openGitHubStack } from '../../support/terraform/github-stack';

const NOTHING = { changes: [], errors: [] };
const TYPE = 'github_actions_repository_oidc_subject_claim_customization_template';

let stack: GitHubStack;
const declared = (settings: object) => ({ resource: { [TYPE]: { web: { repository: 'web', ...settings } } } });

describeGitHub('a subject template', () => {
  beforeEach(() => {
    stack = openGitHubStack();
  });
  afterEach(() => stack.remove());

  it('overwrites the one there is, changes in place, and is reset when it is destroyed', () => {
    stack.change(({ owners }) => {
      const web = owners['octo-org']?.repositories['web'];
      if (web) web.template = ['repo'];
    });
    stack.declare(declared({ use_default: false, include_claim_keys: ['repo', 'context'] }));
    stack.apply();
    expect(stack.repository().template).toEqual(['repo', 'context']);
    expect(stack.plan()).toEqual(NOTHING);

    stack.declare(declared({ use_default: false, include_claim_keys: ['repo', 'ref'] }));
    expect(stack.plan().changes).toEqual([`update ${TYPE}.web`]);
    stack.apply();
    expect(stack.repository().template).toEqual(['repo', 'ref']);

    stack.declare({});
    stack.apply();
    expect(stack.repository().template).toBeUndefined();
    expect(stack.requests().at(-1)?.effect).toBe('reset template of octo-org/web');
  });

  it('is the default one where it says so', () => {
    stack.declare(declared({ use_default: true }));
    stack.apply();
    expect(stack.plan()).toEqual(NOTHING);

    stack.declare(declared({ use_default: true, include_claim_keys: ['repo'] }));
    expect(() => stack.apply()).toThrow('include_claim_keys cannot be set when use_default is true');
  });

  it('of a repository that is gone is made again, and cannot be', () => {
    stack.declare(declared({ use_default: true }));
    stack.apply();
    stack.change(({ owners }) => delete owners['octo-org']?.repositories['web']);

    expect(stack.plan().changes).toEqual([`create ${TYPE}.web`]);
    expect(() => stack.apply()).toThrow('404 Not Found');
  });
});
