import * as v from 'valibot';
import { templated } from './kit';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
export const ecrRepository = templated(
  /^(?=.{2,256}$)[a-z0-9]+(?:(?:[._-]|\/)[a-z0-9]+)*$/,
  'the name of an ECR repository: lower-case letters and digits, with single `.`, `_`, `-` and `/` between them',
);

/** A general purpose bucket. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const bucketName = templated(
  /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$)(?!\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  'the name of a general purpose bucket: 3 to 63 lower-case letters, digits, `.` and `-`, without what AWS reserves at its ends',
);

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html, without what is special in a policy. */
export const objectPrefix = templated(
  /^(?=.{2,1024}$)(?:[\w!.'()=:@,+ -]+\/)+$/,
  'a prefix of object keys that ends in `/`, as `releases/web/`',
);

/** A key that Terraform takes for its state. https://developer.hashicorp.com/terraform/language/backend/s3 */
export const stateKey = templated(
  /^(?=.{1,1017}$)[\w!.'()=:@,+ -]+(?:\/[\w!.'()=:@,+ -]+)*$/,
  'the key of a state, as `web/terraform.tfstate`, without `/` at its ends',
);

/** https://docs.aws.amazon.com/kms/latest/developerguide/concepts-key-id.html */
export const kmsKeyId = templated(
  /^(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
  'the id of a KMS key, as `1234abcd-12ab-34cd-56ef-1234567890ab`',
);

/** A cluster, a service or a family. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html */
export const ecsName = templated(/^[\w-]{1,255}$/, 'a name of ECS: at most 255 letters, digits, `_` and `-`');

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const roleName = templated(
  /^(?=.{1,576}$)(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/,
  'the name of a role, with its path before it if it has one: `service-role/web`',
);

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export const functionName = templated(
  /^[\w-]{1,64}$/,
  'the name of a Lambda function: at most 64 letters, digits, `_` and `-`',
);

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateInvalidation.html */
export const distributionId = templated(
  /^[A-Z0-9]{8,32}$/,
  'the id of a CloudFront distribution: at least 8 capital letters and digits, as `EDFDVBD632BHDS5`',
);

/** https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-customizing.html */
export const cdkQualifier = templated(
  /^[\w-]{1,10}$/,
  'the qualifier of a CDK bootstrap: at most 10 letters, digits, `_` and `-`',
);

/** The region itself is looked at when it is known which partition it has to lie in. */
export const regionName = templated(/^[a-z]+(?:-[a-z]+)+-\d+$/, 'an AWS region, as `us-east-1`');

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html */
export const parameterPath = templated(
  /^(?=.{1,1011}$)(?!\/?(?:[aA][wW][sS]|[sS][sS][mM]))\/?[\w.-]+(?:\/[\w.-]+){0,14}$/,
  'the name of a parameter or the path above some: at most 15 levels of letters, digits, `_`, `.` and `-`, not beginning with `aws` or `ssm`',
);

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
export const secretName = templated(
  /^[\w/+=.@-]{1,512}$/,
  'the name of a secret, without the six characters that its ARN ends in: letters, digits and `/_+=.@-`',
);

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html */
export const eksCluster = templated(
  /^[A-Za-z0-9][\w-]{0,99}$/,
  'the name of an EKS cluster: at most 100 letters, digits, `_` and `-`',
);

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html, as far as it may stand in a condition key. */
export const tagKey = v.pipe(
  v.string(),
  v.regex(
    /^(?![aA][wW][sS]:)[\w.:/=+@-]{1,128}$/,
    'must be a tag key: letters, digits and `_.:/=+-@`, not beginning with `aws:`',
  ),
);

/** The same page. */
export const tagValue = templated(/^[\w.:/=+@ -]{1,256}$/, 'a tag value: letters, digits, spaces and `_.:/=+-@`');
