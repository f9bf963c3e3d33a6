import { permissionsPolicy } from '../support/permissions';

const ENTRY = { preset: 'ami-build', run_tags: { 'octo:builder': 'packer', Team: '${account.name}' } };

const requested = { StringEquals: { 'aws:RequestTag/octo:builder': 'packer', 'aws:RequestTag/Team': 'production' } };
const own = { StringEquals: { 'aws:ResourceTag/octo:builder': 'packer', 'aws:ResourceTag/Team': 'production' } };

function statements(partition: string, region: string): readonly object[] {
  const mine = (type: string) => `arn:${partition}:ec2:${region}:111111111111:${type}/*`;
  const shared = (type: string) => `arn:${partition}:ec2:${region}::${type}/*`;
  return [
    {
      Effect: 'Allow',
      Action: [
        'ec2:DescribeImages',
        'ec2:DescribeInstanceStatus',
        'ec2:DescribeInstanceTypeOfferings',
        'ec2:DescribeInstances',
        'ec2:DescribeRegions',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSnapshots',
        'ec2:DescribeSubnets',
        'ec2:DescribeVolumes',
        'ec2:DescribeVpcs',
      ],
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestedRegion': region } },
    },
    {
      Effect: 'Allow',
      Action: 'ec2:RunInstances',
      Resource: [
        shared('image'),
        mine('subnet'),
        mine('key-pair'),
        mine('network-interface'),
        mine('security-group'),
        mine('volume'),
      ],
    },
    { Effect: 'Allow', Action: 'ec2:CreateSecurityGroup', Resource: mine('vpc') },
    { Effect: 'Allow', Action: 'ec2:CreateImage', Resource: [shared('image'), shared('snapshot')] },
    { Effect: 'Allow', Action: 'ec2:RunInstances', Resource: mine('instance'), Condition: requested },
    { Effect: 'Allow', Action: 'ec2:CreateKeyPair', Resource: mine('key-pair'), Condition: requested },
    { Effect: 'Allow', Action: 'ec2:CreateSecurityGroup', Resource: mine('security-group'), Condition: requested },
    {
      Effect: 'Allow',
      Action: 'ec2:CreateTags',
      Resource: [
        shared('image'),
        mine('instance'),
        shared('snapshot'),
        mine('key-pair'),
        mine('network-interface'),
        mine('security-group'),
        mine('volume'),
      ],
      Condition: {
        StringEquals: { 'ec2:CreateAction': ['CreateImage', 'CreateKeyPair', 'CreateSecurityGroup', 'RunInstances'] },
      },
    },
    {
      Effect: 'Allow',
      Action: ['ec2:CreateImage', 'ec2:GetPasswordData', 'ec2:StopInstances', 'ec2:TerminateInstances'],
      Resource: mine('instance'),
      Condition: own,
    },
    { Effect: 'Allow', Action: 'ec2:DeleteKeyPair', Resource: mine('key-pair'), Condition: own },
    {
      Effect: 'Allow',
      Action: ['ec2:AuthorizeSecurityGroupIngress', 'ec2:DeleteSecurityGroup'],
      Resource: mine('security-group'),
      Condition: own,
    },
    {
      Effect: 'Allow',
      Action: ['ec2:CreateTags', 'ec2:DeregisterImage', 'ec2:ModifyImageAttribute'],
      Resource: shared('image'),
      Condition: own,
    },
    {
      Effect: 'Allow',
      Action: ['ec2:CreateTags', 'ec2:DeleteSnapshot'],
      Resource: shared('snapshot'),
      Condition: own,
    },
  ];
}

it.each([
  ['aws', 'us-east-2'],
  ['aws-us-gov', 'us-gov-west-1'],
])('gives the whole policy of ami-build in %s', (partition, region) => {
  const { policy, messages } = permissionsPolicy([ENTRY], region);

  expect(messages).toEqual([]);
  expect(policy).toEqual({ Version: '2012-10-17', Statement: statements(partition, region) });
});

it('refuses ami-build in China, where Packer tags too late', () => {
  const { policy, messages } = permissionsPolicy([ENTRY], 'cn-north-1');

  expect(policy).toBeUndefined();
  expect(messages).toHaveLength(1);
});
