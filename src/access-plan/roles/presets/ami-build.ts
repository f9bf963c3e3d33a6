import { type AccountRegion, regionalArn } from '../../../iam/arn';
import type { Condition } from '../../../iam/policy-document';
import { type Preset, allow, when } from './preset';

/** Reading actions for which IAM knows no resource. */
const DESCRIBE = [
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
];

/** What an instance is launched with, and whatever gets tagged while it is made. */
const PARTS = ['key-pair', 'network-interface', 'security-group', 'volume'];

/**
 * What Packer's list allows on everything, as far as `amazon-ebs` needs it, in one region. Ids are not known beforehand; so the
 * tags that the build gives to what it makes (`run_tags`) decide what it may change and delete. Only while it makes something
 * may it give tags, or it could make anything its own.
 * https://developer.hashicorp.com/packer/integrations/hashicorp/amazon#iam-task-or-instance-role
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html
 */
export const amiBuild: Preset<'ami-build'> = (parameters, account, refuse) => {
  if (account.partition === 'aws-cn')
    refuse(
      "`ami-build` tells by tags what is the build's own, and in China Packer does not tag what it makes",
      'preset',
    );
  const tags = [...parameters.run_tags];
  const tagged = (key: 'RequestTag' | 'ResourceTag'): readonly Condition[] =>
    tags.map(([tag, value]) => when('StringEquals', `aws:${key}/${tag}`, [value]));
  const of = (...types: readonly string[]) => types.map((type) => anyOf(type, account));
  const makers = ['CreateImage', 'CreateKeyPair', 'CreateSecurityGroup', 'RunInstances'];
  return [
    allow(DESCRIBE, ['*'], when('StringEquals', 'aws:RequestedRegion', [account.region])),
    allow(['ec2:RunInstances'], of('image', 'subnet', ...PARTS)),
    allow(['ec2:CreateSecurityGroup'], of('vpc')),
    allow(['ec2:CreateImage'], of('image', 'snapshot')),
    allow(['ec2:RunInstances'], of('instance'), ...tagged('RequestTag')),
    allow(['ec2:CreateKeyPair'], of('key-pair'), ...tagged('RequestTag')),
    allow(['ec2:CreateSecurityGroup'], of('security-group'), ...tagged('RequestTag')),
    allow(
      ['ec2:CreateTags'],
      of('image', 'instance', 'snapshot', ...PARTS),
      when('StringEquals', 'ec2:CreateAction', makers),
    ),
    allow(
      ['ec2:CreateImage', 'ec2:GetPasswordData', 'ec2:StopInstances', 'ec2:TerminateInstances'],
      of('instance'),
      ...tagged('ResourceTag'),
    ),
    allow(['ec2:DeleteKeyPair'], of('key-pair'), ...tagged('ResourceTag')),
    allow(
      ['ec2:AuthorizeSecurityGroupIngress', 'ec2:DeleteSecurityGroup'],
      of('security-group'),
      ...tagged('ResourceTag'),
    ),
    allow(['ec2:CreateTags', 'ec2:DeregisterImage', 'ec2:ModifyImageAttribute'], of('image'), ...tagged('ResourceTag')),
    allow(['ec2:CreateTags', 'ec2:DeleteSnapshot'], of('snapshot'), ...tagged('ResourceTag')),
  ];
};

/** Images and snapshots name no account. */
function anyOf(type: string, account: AccountRegion): string {
  const id = type === 'image' || type === 'snapshot' ? '' : account.id;
  return regionalArn({ ...account, id }, 'ec2', `${type}/*`);
}
