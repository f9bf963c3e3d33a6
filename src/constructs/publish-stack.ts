import { ActionsEnvironmentVariable } from '@cdktf/provider-github/lib/actions-environment-variable';
import { ActionsOrganizationVariable } from '@cdktf/provider-github/lib/actions-organization-variable';
import { ActionsRepositoryOidcSubjectClaimCustomizationTemplate } from '@cdktf/provider-github/lib/actions-repository-oidc-subject-claim-customization-template';
import { ActionsVariable } from '@cdktf/provider-github/lib/actions-variable';
import type { Construct } from 'constructs';
import type {
  OrganizationVariablePlan,
  PublishPlan,
  ReleasedVariablePlan,
  VariablePlan,
} from '../access-plan/access-plan';
import { address, variableAddress } from '../access-plan/names';
import { add, resourceAddress } from './element';
import { GitHubStack } from './github-stack';
import { environmentId } from './import-id';
import type { ImportBlock } from './planned-stack';
import { terraformText } from './terraform-text';

/** The stack that tells an owner's workflows of their roles, and changes what their subjects look like. */
export class PublishStack extends GitHubStack {
  constructor(app: Construct, plan: PublishPlan) {
    super(app, plan, plan.organizationVariables.length > 0);
    for (const variable of plan.variables) this.publish(variable);
    for (const variable of plan.organizationVariables) this.publishToOrganization(variable);
    for (const { repository, claims } of plan.subjectTemplates) {
      const config = {
        repository: terraformText(repository),
        useDefault: claims === undefined,
        includeClaimKeys: claims && [...claims],
      };
      const after = this.guarded(repository);
      add(this, ActionsRepositoryOidcSubjectClaimCustomizationTemplate, address(repository), config, after);
    }
    this.adopt([
      ...plan.variables.filter(({ adopted }) => adopted).map(importVariable),
      ...plan.organizationVariables.filter(({ adopted }) => adopted).map(importOrganizationVariable),
    ]);
    this.letGo([...plan.released.map(variableResource), ...plan.releasedTemplates.map(templateResource)]);
  }

  private publish({ repository, environment, name, value }: VariablePlan): void {
    const common = {
      repository: terraformText(repository),
      variableName: name,
      value: terraformText(value),
    };
    const after = this.guarded(repository);
    if (environment === undefined) add(this, ActionsVariable, variableAddress(name, repository), common, after);
    else {
      const config = { ...common, environment: terraformText(environment) };
      add(this, ActionsEnvironmentVariable, variableAddress(name, repository, environment), config, after);
    }
  }

  private publishToOrganization({ name, value, visibility, repositoryIds }: OrganizationVariablePlan): void {
    const config = {
      variableName: name,
      value: terraformText(value),
      visibility,
      selectedRepositoryIds: visibility === 'selected' ? repositoryIds.map(Number) : undefined,
    };
    add(this, ActionsOrganizationVariable, variableAddress(name), config, this.guardedOwner());
  }
}

function importVariable(variable: VariablePlan): ImportBlock {
  const { repository, environment, name } = variable;
  const id = environment === undefined ? `${repository}:${name}` : environmentId(repository, environment, name);
  return { to: variableResource(variable), id };
}

function importOrganizationVariable({ name }: OrganizationVariablePlan): ImportBlock {
  return { to: variableResource({ name }), id: name };
}

function templateResource(repository: string): string {
  return resourceAddress(ActionsRepositoryOidcSubjectClaimCustomizationTemplate, address(repository));
}

function variableResource({ name, repository, environment }: ReleasedVariablePlan): string {
  if (repository === undefined) return resourceAddress(ActionsOrganizationVariable, variableAddress(name));
  if (environment === undefined) return resourceAddress(ActionsVariable, variableAddress(name, repository));
  return resourceAddress(ActionsEnvironmentVariable, variableAddress(name, repository, environment));
}
