import { ownSchema } from '../plugin/own-schema';
import { serve } from '../plugin/serve';
import { readWorld } from '../world';
import { connect, withEnvironment } from './connection';
import { repositoryData, teamData, userData } from './data-sources';
import { deploymentPolicy } from './deployment-policy';
import { environment } from './environment';
import { subjectTemplate } from './subject-template';
import { environmentVariable, organizationVariable, repositoryVariable } from './variables';

serve({
  schema: (environment) => withEnvironment(ownSchema(), environment),
  configure: connect,
  making: ({ world }) => readWorld(world).making ?? 60,
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
    ['github_team', teamData],
    ['github_user', userData],
  ]),
});
