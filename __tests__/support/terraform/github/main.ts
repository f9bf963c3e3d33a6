import { ownSchema } from '../plugin/own-schema';
import { serve } from '../plugin/serve';
import { connect, withEnvironment } from './connection';
import {
  customPropertiesData,
  organizationVariablesData,
  repositoryData,
  restApiData,
  teamData,
  userData,
} from './data-sources';
import { deploymentPolicy } from './deployment-policy';
import { environment } from './environment';
import { organizationVariable } from './organization-variable';
import { subjectTemplate } from './subject-template';
import { environmentVariable, repositoryVariable } from './variables';

serve({
  schema: (environment) => withEnvironment(ownSchema(), environment),
  making: ({ making }) => making,
  configure: connect,
  resources: new Map([
    ['github_repository_environment', environment],
    ['github_repository_environment_deployment_policy', deploymentPolicy],
    ['github_actions_variable', repositoryVariable],
    ['github_actions_environment_variable', environmentVariable],
    ['github_actions_organization_variable', organizationVariable],
    ['github_actions_repository_oidc_subject_claim_customization_template', subjectTemplate],
  ]),
  dataSources: new Map([
    ['github_repository', repositoryData],
    ['github_rest_api', restApiData],
    ['github_repository_custom_properties', customPropertiesData],
    ['github_actions_organization_variables', organizationVariablesData],
    ['github_team', teamData],
    ['github_user', userData],
  ]),
});
