import { ActionsEnvironmentVariable } from '@cdktf/provider-github/lib/actions-environment-variable';
import { ActionsOrganizationVariable } from '@cdktf/provider-github/lib/actions-organization-variable';
import { ActionsRepositoryOidcSubjectClaimCustomizationTemplate } from '@cdktf/provider-github/lib/actions-repository-oidc-subject-claim-customization-template';
import { ActionsVariable } from '@cdktf/provider-github/lib/actions-variable';
import type { App } from 'cdktf';
import type {
  OrganizationVariablePlan,
  PublishPlan,
  ReleasedVariablePlan,
  VariablePlan,
} from '../access-plan/access-plan';
import { address, variableAddress } from '../access-plan/names';
import { add } from './element';
import { GitHubStack } from './github-stack';
import { terraformText } from './terraform-text';

/** The stack that tells an owner's workflows of their roles, and changes what their subjects look like. */
export class PublishStack extends GitHubStack {
  constructor(app: App, plan: PublishPlan) {
    super(app, plan);
    for (const variable of plan.variables) this.publish(variable);
    for (const variable of plan.organizationVariables) this.publishToOrganization(variable);
    for (const { repository, claims } of plan.subjectTemplates) {
      add(this, ActionsRepositoryOidcSubjectClaimCustomizationTemplate, address(repository), {
        repository: terraformText(repository),
        useDefault: claims === undefined,
        includeClaimKeys: claims && [...claims],
        dependsOn: [this.guarded(repository)],
      });
    }
    this.letGo(plan.released.map(releasedAddress));
  }

  private publish({ repository, environment, name, value }: VariablePlan): void {
    const common = {
      repository: terraformText(repository),
      variableName: name,
      value: terraformText(value),
      dependsOn: [this.guarded(repository)],
    };
    if (environment === undefined) add(this, ActionsVariable, variableAddress(name, repository), common);
    else
      add(this, ActionsEnvironmentVariable, variableAddress(name, repository, environment), {
        ...common,
        environment: terraformText(environment),
      });
  }

  private publishToOrganization({ name, value, visibility, repositoryIds }: OrganizationVariablePlan): void {
    add(this, ActionsOrganizationVariable, variableAddress(name), {
      variableName: name,
      value: terraformText(value),
      visibility,
      selectedRepositoryIds: visibility === 'selected' ? repositoryIds.map(Number) : undefined,
    });
  }
}

function releasedAddress({ name, repository, environment }: ReleasedVariablePlan): string {
  if (repository === undefined) return `${ActionsOrganizationVariable.tfResourceType}.${variableAddress(name)}`;
  if (environment === undefined) return `${ActionsVariable.tfResourceType}.${variableAddress(name, repository)}`;
  return `${ActionsEnvironmentVariable.tfResourceType}.${variableAddress(name, repository, environment)}`;
}
