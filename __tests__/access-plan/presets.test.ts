import { permissionsPolicy } from '../support/permissions';

const KEY = '1234abcd-12ab-34cd-56ef-1234567890ab';

interface Where {
  readonly partition: string;
  readonly region: string;
}

interface Case {
  readonly name: string;
  readonly entry: object;
  readonly statements: (where: Where) => readonly object[];
}

const login = { Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' };

const CASES: readonly Case[] = [
  {
    name: 'ecr-push: one repository',
    entry: { preset: 'ecr-push', repository: 'storefront' },
    statements: ({ partition, region }) => [
      login,
      {
        Effect: 'Allow',
        Action: [
          'ecr:BatchCheckLayerAvailability',
          'ecr:BatchGetImage',
          'ecr:CompleteLayerUpload',
          'ecr:InitiateLayerUpload',
          'ecr:PutImage',
          'ecr:UploadLayerPart',
        ],
        Resource: `arn:${partition}:ecr:${region}:111111111111:repository/storefront`,
      },
    ],
  },
  {
    name: 'ecr-pull: several repositories',
    entry: { preset: 'ecr-pull', repository: ['base/node', 'storefront'] },
    statements: ({ partition, region }) => [
      login,
      {
        Effect: 'Allow',
        Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        Resource: [
          `arn:${partition}:ecr:${region}:111111111111:repository/base/node`,
          `arn:${partition}:ecr:${region}:111111111111:repository/storefront`,
        ],
      },
    ],
  },
  {
    name: 's3-read: a whole bucket',
    entry: { preset: 's3-read', bucket: 'octo-data' },
    statements: ({ partition }) => [
      { Effect: 'Allow', Action: 's3:ListBucket', Resource: `arn:${partition}:s3:::octo-data` },
      { Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:${partition}:s3:::octo-data/*` },
    ],
  },
  {
    name: 's3-read: a prefix, encrypted',
    entry: { preset: 's3-read', bucket: 'octo-data', prefix: 'in/', kms_key_id: KEY },
    statements: ({ partition, region }) => [
      {
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: `arn:${partition}:s3:::octo-data`,
        Condition: { StringLike: { 's3:prefix': 'in/*' } },
      },
      { Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:${partition}:s3:::octo-data/in/*` },
      {
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: `arn:${partition}:kms:${region}:111111111111:key/${KEY}`,
        Condition: {
          StringLike: {
            'kms:EncryptionContext:aws:s3:arn': [
              `arn:${partition}:s3:::octo-data`,
              `arn:${partition}:s3:::octo-data/in/*`,
            ],
          },
        },
      },
    ],
  },
  {
    name: 's3-sync: without deleting',
    entry: { preset: 's3-sync', bucket: 'octo-web' },
    statements: ({ partition }) => [
      { Effect: 'Allow', Action: 's3:ListBucket', Resource: `arn:${partition}:s3:::octo-web` },
      { Effect: 'Allow', Action: 's3:PutObject', Resource: `arn:${partition}:s3:::octo-web/*` },
    ],
  },
  {
    name: 's3-sync: with deleting, in two prefixes, encrypted',
    entry: { preset: 's3-sync', bucket: 'octo-web', prefix: ['a/', 'b/c/'], delete: true, kms_key_id: [KEY] },
    statements: ({ partition, region }) => [
      {
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: `arn:${partition}:s3:::octo-web`,
        Condition: { StringLike: { 's3:prefix': ['a/*', 'b/c/*'] } },
      },
      {
        Effect: 'Allow',
        Action: ['s3:DeleteObject', 's3:PutObject'],
        Resource: [`arn:${partition}:s3:::octo-web/a/*`, `arn:${partition}:s3:::octo-web/b/c/*`],
      },
      {
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: `arn:${partition}:kms:${region}:111111111111:key/${KEY}`,
        Condition: {
          StringLike: {
            'kms:EncryptionContext:aws:s3:arn': [
              `arn:${partition}:s3:::octo-web`,
              `arn:${partition}:s3:::octo-web/a/*`,
              `arn:${partition}:s3:::octo-web/b/c/*`,
            ],
          },
        },
      },
    ],
  },
  {
    name: 'ecs-deploy',
    entry: {
      preset: 'ecs-deploy',
      cluster: 'octo',
      service: ['web', 'worker'],
      task_definition: 'web',
      pass_role: ['web-task', 'service-role/ecs-execution'],
    },
    statements: ({ partition, region }) => [
      {
        Effect: 'Allow',
        Action: 'ecs:RegisterTaskDefinition',
        Resource: `arn:${partition}:ecs:${region}:111111111111:task-definition/web:*`,
      },
      {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: [
          `arn:${partition}:iam::111111111111:role/web-task`,
          `arn:${partition}:iam::111111111111:role/service-role/ecs-execution`,
        ],
        Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
      },
      {
        Effect: 'Allow',
        Action: ['ecs:DescribeServices', 'ecs:UpdateService'],
        Resource: [
          `arn:${partition}:ecs:${region}:111111111111:service/octo/web`,
          `arn:${partition}:ecs:${region}:111111111111:service/octo/worker`,
        ],
      },
    ],
  },
  {
    name: 'lambda-deploy',
    entry: { preset: 'lambda-deploy', function: 'billing-api' },
    statements: ({ partition, region }) => [
      {
        Effect: 'Allow',
        Action: [
          'lambda:GetFunctionConfiguration',
          'lambda:PublishVersion',
          'lambda:UpdateFunctionCode',
          'lambda:UpdateFunctionConfiguration',
        ],
        Resource: `arn:${partition}:lambda:${region}:111111111111:function:billing-api`,
      },
    ],
  },
  {
    name: 'cloudfront-invalidate',
    entry: { preset: 'cloudfront-invalidate', distribution: 'EDFDVBD632BHDS5' },
    statements: ({ partition }) => [
      {
        Effect: 'Allow',
        Action: ['cloudfront:CreateInvalidation', 'cloudfront:GetInvalidation'],
        Resource: `arn:${partition}:cloudfront::111111111111:distribution/EDFDVBD632BHDS5`,
      },
    ],
  },
  {
    name: 'cdk-deploy: as bootstrapped by default',
    entry: { preset: 'cdk-deploy' },
    statements: ({ partition, region }) => [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Resource: [
          `arn:${partition}:iam::111111111111:role/cdk-hnb659fds-deploy-role-111111111111-${region}`,
          `arn:${partition}:iam::111111111111:role/cdk-hnb659fds-file-publishing-role-111111111111-${region}`,
          `arn:${partition}:iam::111111111111:role/cdk-hnb659fds-image-publishing-role-111111111111-${region}`,
          `arn:${partition}:iam::111111111111:role/cdk-hnb659fds-lookup-role-111111111111-${region}`,
        ],
      },
    ],
  },
  {
    name: 'terraform-state: plan',
    entry: { preset: 'terraform-state', access: 'plan', bucket: 'octo-state', key: 'dns.tfstate', kms_key_id: KEY },
    statements: ({ partition, region }) => [
      {
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: `arn:${partition}:s3:::octo-state`,
        Condition: { StringEquals: { 's3:prefix': 'dns.tfstate' } },
      },
      { Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:${partition}:s3:::octo-state/dns.tfstate` },
      {
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: `arn:${partition}:kms:${region}:111111111111:key/${KEY}`,
        Condition: {
          StringLike: {
            'kms:EncryptionContext:aws:s3:arn': [
              `arn:${partition}:s3:::octo-state`,
              `arn:${partition}:s3:::octo-state/dns.tfstate`,
            ],
          },
        },
      },
    ],
  },
  {
    name: 'terraform-state: apply',
    entry: { preset: 'terraform-state', access: 'apply', bucket: 'octo-state', key: ['a', 'b/c'], kms_key_id: KEY },
    statements: ({ partition, region }) => [
      {
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: `arn:${partition}:s3:::octo-state`,
        Condition: { StringEquals: { 's3:prefix': ['a', 'b/c'] } },
      },
      {
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:PutObject'],
        Resource: [`arn:${partition}:s3:::octo-state/a`, `arn:${partition}:s3:::octo-state/b/c`],
      },
      {
        Effect: 'Allow',
        Action: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
        Resource: [`arn:${partition}:s3:::octo-state/a.tflock`, `arn:${partition}:s3:::octo-state/b/c.tflock`],
      },
      {
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: `arn:${partition}:kms:${region}:111111111111:key/${KEY}`,
        Condition: {
          StringLike: {
            'kms:EncryptionContext:aws:s3:arn': [
              `arn:${partition}:s3:::octo-state`,
              `arn:${partition}:s3:::octo-state/a`,
              `arn:${partition}:s3:::octo-state/a.tflock`,
              `arn:${partition}:s3:::octo-state/b/c`,
              `arn:${partition}:s3:::octo-state/b/c.tflock`,
            ],
          },
        },
      },
    ],
  },
  {
    name: 'ssm-read',
    entry: { preset: 'ssm-read', path: ['/octo/web', 'flag'], kms_key_id: `mrk-${'0a'.repeat(16)}` },
    statements: ({ partition, region }) => {
      const parameters = ['octo/web', 'octo/web/*', 'flag', 'flag/*'].map(
        (name) => `arn:${partition}:ssm:${region}:111111111111:parameter/${name}`,
      );
      return [
        {
          Effect: 'Allow',
          Action: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'],
          Resource: parameters,
        },
        {
          Effect: 'Allow',
          Action: 'kms:Decrypt',
          Resource: `arn:${partition}:kms:${region}:111111111111:key/mrk-${'0a'.repeat(16)}`,
          Condition: { StringLike: { 'kms:EncryptionContext:PARAMETER_ARN': parameters.toSorted() } },
        },
      ];
    },
  },
  {
    name: 'secrets-read',
    entry: { preset: 'secrets-read', secret: 'octo/web', kms_key_id: KEY },
    statements: ({ partition, region }) => [
      {
        Effect: 'Allow',
        Action: 'secretsmanager:GetSecretValue',
        Resource: `arn:${partition}:secretsmanager:${region}:111111111111:secret:octo/web-??????`,
      },
      {
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: `arn:${partition}:kms:${region}:111111111111:key/${KEY}`,
        Condition: {
          StringLike: {
            'kms:EncryptionContext:SecretARN': `arn:${partition}:secretsmanager:${region}:111111111111:secret:octo/web-??????`,
          },
        },
      },
    ],
  },
  {
    name: 'eks-describe',
    entry: { preset: 'eks-describe', cluster: 'octo' },
    statements: ({ partition, region }) => [
      {
        Effect: 'Allow',
        Action: 'eks:DescribeCluster',
        Resource: `arn:${partition}:eks:${region}:111111111111:cluster/octo`,
      },
    ],
  },
];

const PLACES: readonly Where[] = [
  { partition: 'aws', region: 'us-east-2' },
  { partition: 'aws-us-gov', region: 'us-gov-west-1' },
  { partition: 'aws-cn', region: 'cn-north-1' },
];

it.each(PLACES.flatMap((where) => CASES.map((example) => ({ ...example, ...where }))))(
  'gives the whole policy of $name in $partition',
  ({ entry, statements, partition, region }) => {
    expect(permissionsPolicy([entry], region)).toEqual({
      policy: { Version: '2012-10-17', Statement: statements({ partition, region }) },
      messages: [],
    });
  },
);

it('takes the roles of several bootstraps, in regions of the partition', () => {
  const { policy } = permissionsPolicy(
    [{ preset: 'cdk-deploy', qualifier: 'octo', region: ['us-east-1', '${account.region}'] }],
    'eu-central-1',
  );

  expect(policy).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Resource: ['us-east-1', 'eu-central-1'].flatMap((region) =>
          ['deploy', 'file-publishing', 'image-publishing', 'lookup'].map(
            (role) => `arn:aws:iam::111111111111:role/cdk-octo-${role}-role-111111111111-${region}`,
          ),
        ),
      },
    ],
  });
});

it('says once what two presets say, and keeps the order of the entries', () => {
  const { policy } = permissionsPolicy(
    [
      { preset: 'ecr-pull', repository: 'base' },
      { statement: { actions: 'ecr:GetAuthorizationToken', resources: '*' } },
      { preset: 'ecr-pull', repository: '${binding.name}' },
    ],
    'us-east-2',
  );

  const pull = (name: string) => ({
    Effect: 'Allow',
    Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    Resource: `arn:aws:ecr:us-east-2:111111111111:repository/${name}`,
  });
  expect(policy).toEqual({ Version: '2012-10-17', Statement: [login, pull('base'), login, pull('deploy')] });
});
