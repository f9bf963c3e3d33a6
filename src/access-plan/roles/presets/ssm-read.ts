import { regionalArn } from '../../../iam/arn';
import { kmsStatements } from './kms';
import { type Preset, allow } from './preset';

/**
 * Reads parameters by name and by path. A path stands for itself and all below it: `GetParametersByPath` is allowed by the path
 * that it asks for, whatever it returns.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/ps-retrieval-authorization.html
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html
 */
export const ssmRead: Preset<'ssm-read'> = (parameters, account) => {
  const arns = parameters.path.flatMap((path) => {
    const arn = regionalArn(account, 'ssm', `parameter/${path.replace(/^\//, '')}`);
    return [arn, `${arn}/*`];
  });
  return [
    allow(['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'], arns),
    ...kmsStatements(['kms:Decrypt'], parameters.kms_key_id, account, 'PARAMETER_ARN', arns),
  ];
};
