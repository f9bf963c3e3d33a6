import { regionalArn } from '../../../iam/arn';
import { type Preset, allow } from './preset';

/**
 * Invalidates, and asks whether it is done, as `aws cloudfront wait invalidation-completed` does. CloudFront has no regions.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Invalidation.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfront.html
 */
export const cloudfrontInvalidate: Preset<'cloudfront-invalidate'> = ({ distribution }, account) => [
  allow(
    ['cloudfront:CreateInvalidation', 'cloudfront:GetInvalidation'],
    distribution.map((id) => regionalArn({ ...account, region: '' }, 'cloudfront', `distribution/${id}`)),
  ),
];
