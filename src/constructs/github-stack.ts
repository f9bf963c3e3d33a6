import { DataGithubActionsOrganizationVariables } from '@cdktf/provider-github/lib/data-github-actions-organization-variables';
import { DataGithubRepositoryCustomProperties } from '@cdktf/provider-github/lib/data-github-repository-custom-properties';
import { DataGithubRestApi } from '@cdktf/provider-github/lib/data-github-rest-api';
import { GithubProvider } from '@cdktf/provider-github/lib/provider';
import type { Construct } from 'constructs';
import type { GitHubStackPlan, GuardedRepository } from '../access-plan/access-plan';
import { address } from '../access-plan/names';
import { add, dataAddress } from './element';
import { PlannedStack } from './planned-stack';
import { terraformText } from './terraform-text';

/** From 6.12 on an environment follows its repository by id, instead of being deleted and made again. */
const GITHUB = { name: 'github', source: 'integrations/github', version: '>= 6.12.1, < 7.0.0' };

/** A stack that writes to one owner's repositories, or to the organization itself. */
export class GitHubStack extends PlannedStack {
  /** Address of what says that the provider writes to the right owner. */
  private readonly ownerGuard?: string;

  constructor(
    app: Construct,
    protected readonly plan: GitHubStackPlan,
    writesToOrganization = false,
  ) {
    super(app, plan, GITHUB);
    const provider = new GithubProvider(this, 'github', { owner: plan.owner, baseUrl: plan.baseUrl });
    // The empty block makes the provider read GITHUB_APP_ID, GITHUB_APP_INSTALLATION_ID and GITHUB_APP_PEM_FILE.
    if (plan.auth === 'app') provider.addOverride('app_auth', [{}]);
    const [first] = plan.repositories;
    if (first) this.ownerGuard = this.guardOwnerOf(first);
    else if (writesToOrganization) this.ownerGuard = this.guardOrganization();
    for (const repository of plan.repositories) this.guard(repository);
  }

  /**
   * `GITHUB_ORGANIZATION` and `GITHUB_OWNER` in the environment beat the owner of the provider's block, and every write goes to
   * them: this look-up does, too, and its id names the owner. It asks for nothing but the repository's metadata.
   */
  private guardOwnerOf({ name }: GuardedRepository): string {
    const condition = `\${lower(self.id) == "${`${this.plan.owner}:${name}`.toLowerCase()}"}`;
    add(this, DataGithubRepositoryCustomProperties, 'owner', {
      repository: terraformText(name),
      lifecycle: { postcondition: [{ condition, errorMessage: wrongOwner(this.plan.owner) }] },
    });
    return dataAddress(DataGithubRepositoryCustomProperties, 'owner');
  }

  /** The same where no repository is written to: variables of the organization have to be readable then. */
  private guardOrganization(): string {
    const condition = `\${lower(self.id) == "${this.plan.owner.toLowerCase()}"}`;
    add(this, DataGithubActionsOrganizationVariables, 'owner', {
      lifecycle: { postcondition: [{ condition, errorMessage: wrongOwner(this.plan.owner) }] },
    });
    return dataAddress(DataGithubActionsOrganizationVariables, 'owner');
  }

  /** Looks a repository up by its name, as every write does: a new one of the old name has another id and fails the plan. */
  private guard({ name, id }: GuardedRepository): void {
    add(this, DataGithubRestApi, address(name), {
      endpoint: terraformText(`repos/${this.plan.owner}/${name}`),
      lifecycle: id === undefined ? undefined : { postcondition: [wrongRepository(name, id)] },
    });
  }

  /** What everything written to a repository comes after. */
  protected guarded(repository: string): readonly string[] {
    return [dataAddress(DataGithubRestApi, address(repository)), ...this.guardedOwner()];
  }

  /** What everything written to the owner comes after. */
  protected guardedOwner(): readonly string[] {
    return this.ownerGuard === undefined ? [] : [this.ownerGuard];
  }
}

function wrongOwner(owner: string): string {
  return `Terraform would write to another owner than ${owner}: GITHUB_OWNER or GITHUB_ORGANIZATION is set, and beats what bindings.yaml says. Unset it: env -u GITHUB_OWNER -u GITHUB_ORGANIZATION terraform plan.`;
}

function wrongRepository(name: string, id: string) {
  const errorMessage = terraformText(
    `${name} is not the repository ${id} that the lock file knows: the token belongs to somebody who cannot see it, or the repository was made anew.`,
  );
  return { condition: `\${try(jsondecode(self.body).id, null) == ${id}}`, errorMessage };
}
