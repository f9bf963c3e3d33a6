import { regionalArn } from '../../../iam/arn';
import { ECR_LOGIN } from './ecr-login';
import { type Preset, allow } from './preset';

/**
 * Pulls images: `AmazonEC2ContainerRegistryPullOnly` for some repositories, without filling a pull through cache.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/security-iam-awsmanpol.html
 */
export const ecrPull: Preset<'ecr-pull'> = ({ repository }, account) => [
  ECR_LOGIN,
  allow(
    ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    repository.map((name) => regionalArn(account, 'ecr', `repository/${name}`)),
  ),
];
