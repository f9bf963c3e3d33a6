import type { Statement } from '../../../iam/policy-document';
import { allow } from './preset';

/**
 * What `docker login` needs. On `*`: a token is for the whole registry, so that IAM knows no narrower resource.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html
 */
export const ECR_LOGIN: Statement = allow(['ecr:GetAuthorizationToken'], ['*']);
