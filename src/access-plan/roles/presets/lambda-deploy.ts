import { regionalArn } from '../../../iam/arn';
import { type Preset, allow } from './preset';

/**
 * What AWS's action needs for a function that exists. Without `lambda:CreateFunction`, and so without passing a role.
 * https://github.com/aws-actions/aws-lambda-deploy#permissions
 */
export const lambdaDeploy: Preset<'lambda-deploy'> = (parameters, account) => [
  allow(
    [
      'lambda:GetFunctionConfiguration',
      'lambda:PublishVersion',
      'lambda:UpdateFunctionCode',
      'lambda:UpdateFunctionConfiguration',
    ],
    parameters.function.map((name) => regionalArn(account, 'lambda', `function:${name}`)),
  ),
];
