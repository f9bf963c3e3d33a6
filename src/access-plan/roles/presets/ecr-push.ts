import { regionalArn } from '../../../iam/arn';
import { ECR_LOGIN } from './ecr-login';
import { type Preset, allow } from './preset';

/**
 * Pushes images, as the page on pushing lists it.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
 */
export const ecrPush: Preset<'ecr-push'> = ({ repository }, account) => [
  ECR_LOGIN,
  allow(
    [
      'ecr:BatchCheckLayerAvailability',
      'ecr:BatchGetImage',
      'ecr:CompleteLayerUpload',
      'ecr:InitiateLayerUpload',
      'ecr:PutImage',
      'ecr:UploadLayerPart',
    ],
    repository.map((name) => regionalArn(account, 'ecr', `repository/${name}`)),
  ),
];
