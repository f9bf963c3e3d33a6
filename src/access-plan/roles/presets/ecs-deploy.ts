import { iamArn, regionalArn } from '../../../iam/arn';
import { type Preset, allow, when } from './preset';

/**
 * Registers a revision, passes its roles to ECS and nothing else, updates the service and waits until it is stable. AWS's action
 * registers on `*`; IAM knows the family as the resource, and any revision of it, since the next one has no number yet.
 * https://github.com/aws-actions/amazon-ecs-deploy-task-definition#permissions
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
export const ecsDeploy: Preset<'ecs-deploy'> = (parameters, account) => [
  allow(
    ['ecs:RegisterTaskDefinition'],
    parameters.task_definition.map((family) => regionalArn(account, 'ecs', `task-definition/${family}:*`)),
  ),
  allow(
    ['iam:PassRole'],
    parameters.pass_role.map((role) => iamArn(account, `role/${role}`)),
    when('StringEquals', 'iam:PassedToService', ['ecs-tasks.amazonaws.com']),
  ),
  allow(
    ['ecs:DescribeServices', 'ecs:UpdateService'],
    parameters.service.map((service) => regionalArn(account, 'ecs', `service/${parameters.cluster}/${service}`)),
  ),
];
