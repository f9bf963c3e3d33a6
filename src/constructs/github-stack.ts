import { DataGithubRepository } from '@cdktf/provider-github/lib/data-github-repository';
import { GithubProvider } from '@cdktf/provider-github/lib/provider';
import type { Construct } from 'constructs';
import type { GitHubStackPlan, GuardedRepository } from '../access-plan/access-plan';
import { address } from '../access-plan/names';
import { add, dataAddress } from './element';
import { PlannedStack } from './planned-stack';
import { terraformText } from './terraform-text';

const GITHUB = { name: 'github', source: 'integrations/github', version: '~> 6.9' };

/** A stack that writes to one owner's repositories. */
export class GitHubStack extends PlannedStack {
  constructor(app: Construct, plan: GitHubStackPlan) {
    super(app, plan, GITHUB);
    const provider = new GithubProvider(this, 'github', { owner: plan.owner, baseUrl: plan.baseUrl });
    // The empty block makes the provider read GITHUB_APP_ID, GITHUB_APP_INSTALLATION_ID and GITHUB_APP_PEM_FILE.
    if (plan.auth === 'app') provider.addOverride('app_auth', [{}]);
    for (const repository of plan.repositories) this.guard(repository);
  }

  /**
   * Looks the repository up by the name alone, as every write does: a wrong owner, which `GITHUB_OWNER` in the environment is
   * enough for, or a new repository of the old name has another id and fails the plan.
   */
  private guard({ name, id }: GuardedRepository): void {
    add(this, DataGithubRepository, address(name), {
      name: terraformText(name),
      lifecycle: id === undefined ? undefined : { postcondition: [wrongRepository(name, id)] },
    });
  }

  /** What everything written to a repository comes after. */
  protected guarded(repository: string): string {
    return dataAddress(DataGithubRepository, address(repository));
  }
}

function wrongRepository(name: string, id: string) {
  const errorMessage = terraformText(
    `${name} is not the repository ${id} that the lock file knows: the token or GITHUB_OWNER belongs to another owner, or the repository was made anew.`,
  );
  return { condition: `\${self.repo_id == ${id}}`, errorMessage };
}
