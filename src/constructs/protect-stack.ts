import { DataGithubTeam } from '@cdktf/provider-github/lib/data-github-team';
import { DataGithubUser } from '@cdktf/provider-github/lib/data-github-user';
import { RepositoryEnvironment } from '@cdktf/provider-github/lib/repository-environment';
import { RepositoryEnvironmentDeploymentPolicy } from '@cdktf/provider-github/lib/repository-environment-deployment-policy';
import type { Construct } from 'constructs';
import type { EnvironmentPlan, ForgottenEnvironmentPlan, ProtectPlan } from '../access-plan/access-plan';
import { address } from '../access-plan/names';
import { add, dataReference, resourceAddress } from './element';
import { GitHubStack } from './github-stack';
import { terraformText } from './terraform-text';

/** The stack that protects the environments of an owner's repositories. */
export class ProtectStack extends GitHubStack {
  constructor(app: Construct, plan: ProtectPlan) {
    super(app, plan);
    for (const slug of names(plan, 'teams'))
      add(this, DataGithubTeam, address(slug), { slug: terraformText(slug), summaryOnly: true });
    for (const login of names(plan, 'users'))
      add(this, DataGithubUser, address(login), { username: terraformText(login) });
    for (const environment of plan.environments) this.protect(environment);
    this.adopt(plan.environments.filter(({ exists }) => exists).map(importBlock));
    this.letGo(plan.forgotten.flatMap(forgottenAddresses));
  }

  private protect(plan: EnvironmentPlan): void {
    const { repository, environment, deploymentPolicy: policy } = plan;
    const own = address(repository, environment);
    const after = this.guarded(repository);
    const config = {
      repository: terraformText(repository),
      environment: terraformText(environment),
      waitTimer: plan.waitTimer,
      preventSelfReview: plan.preventSelfReview,
      canAdminsBypass: plan.canAdminsBypass,
      deploymentBranchPolicy:
        policy.kind === 'any'
          ? undefined
          : {
              protectedBranches: policy.kind === 'protected-branches',
              customBranchPolicies: policy.kind === 'patterns',
            },
    };
    const element = add(this, RepositoryEnvironment, own, config, [after]);
    const reviewers = { teams: plan.teams.map(teamId), users: plan.users.map(userId) };
    if (reviewers.teams.length + reviewers.users.length > 0)
      element.addOverride('reviewers', [withoutEmpty(reviewers)]);
    for (const { kind, pattern } of patterns(plan.deploymentPolicy)) {
      const deploymentPolicy = {
        repository: terraformText(repository),
        environment: terraformText(environment),
        [`${kind}Pattern`]: terraformText(pattern),
      };
      const policyAddress = address(repository, environment, kind, pattern);
      const afterBoth = [after, resourceAddress(RepositoryEnvironment, own)];
      add(this, RepositoryEnvironmentDeploymentPolicy, policyAddress, deploymentPolicy, afterBoth);
    }
  }
}

/** All slugs or logins of a plan; ids need no look-up. */
function names({ environments }: ProtectPlan, kind: 'teams' | 'users'): readonly string[] {
  const all = environments.flatMap((environment) => environment[kind]).filter((name) => typeof name === 'string');
  return [...new Set(all)].sort();
}

function teamId(team: string | number): string | number {
  return typeof team === 'number' ? team : dataReference(DataGithubTeam, address(team), 'id');
}

function userId(user: string | number): string | number {
  return typeof user === 'number' ? user : dataReference(DataGithubUser, address(user), 'id');
}

function withoutEmpty<T extends object>(lists: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(lists).filter(([, list]) => (list as readonly unknown[]).length > 0),
  ) as Partial<T>;
}

function patterns(policy: EnvironmentPlan['deploymentPolicy']) {
  if (policy.kind !== 'patterns') return [];
  return [
    ...policy.branches.map((pattern) => ({ kind: 'branch', pattern }) as const),
    ...policy.tags.map((pattern) => ({ kind: 'tag', pattern }) as const),
  ];
}

/** The provider takes a `:` in the name of an environment for its own separator, and `??` for the `:`. */
function importBlock({ repository, environment }: EnvironmentPlan) {
  return {
    to: resourceAddress(RepositoryEnvironment, address(repository, environment)),
    id: `${repository}:${environment.replaceAll(':', '??')}`,
  };
}

function forgottenAddresses({ repository, environment, branches, tags }: ForgottenEnvironmentPlan): readonly string[] {
  const policies = patterns({ kind: 'patterns', branches, tags });
  return [
    resourceAddress(RepositoryEnvironment, address(repository, environment)),
    ...policies.map(({ kind, pattern }) =>
      resourceAddress(RepositoryEnvironmentDeploymentPolicy, address(repository, environment, kind, pattern)),
    ),
  ];
}
