import { regionalArn } from '../../../iam/arn';
import { kmsStatements } from './kms';
import { type Preset, allow } from './preset';

/**
 * Reads values of secrets. Secrets Manager ends an ARN in six characters of its own choice, which `??????` stands for.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
 */
export const secretsRead: Preset<'secrets-read'> = (parameters, account) => {
  const arns = parameters.secret.map((name) => regionalArn(account, 'secretsmanager', `secret:${name}-??????`));
  return [
    allow(['secretsmanager:GetSecretValue'], arns),
    ...kmsStatements(['kms:Decrypt'], parameters.kms_key_id, account, 'SecretARN', arns),
  ];
};
