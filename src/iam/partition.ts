/** A separate AWS cloud with its own accounts. */
export type Partition =
  'aws' | 'aws-cn' | 'aws-us-gov' | 'aws-eusc' | 'aws-iso' | 'aws-iso-b' | 'aws-iso-e' | 'aws-iso-f';

/** Region expressions as in the partition data of the AWS SDKs (`partitions.json`). */
const REGIONS: readonly (readonly [RegExp, Partition])[] = [
  [/^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/, 'aws'],
  [/^cn-\w+-\d+$/, 'aws-cn'],
  [/^us-gov-\w+-\d+$/, 'aws-us-gov'],
  [/^eusc-(de)-\w+-\d+$/, 'aws-eusc'],
  [/^us-iso-\w+-\d+$/, 'aws-iso'],
  [/^us-isob-\w+-\d+$/, 'aws-iso-b'],
  [/^eu-isoe-\w+-\d+$/, 'aws-iso-e'],
  [/^us-isof-\w+-\d+$/, 'aws-iso-f'],
];

/** Where the global services of a partition are at home, as in the same data. */
const HOMES: Readonly<Record<Partition, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-eusc': 'eusc-de-east-1',
  'aws-iso': 'us-iso-east-1',
  'aws-iso-b': 'us-isob-east-1',
  'aws-iso-e': 'eu-isoe-west-1',
  'aws-iso-f': 'us-isof-south-1',
};

const STS_AUDIENCES = ['sts.amazonaws.com', 'sts.amazonaws.com.cn'];

/** The partition that a region lies in, or nothing if no such region can exist. */
export function partitionOf(region: string): Partition | undefined {
  return REGIONS.find(([expression]) => expression.test(region))?.[1];
}

/** The region in which IAM of a partition is. */
export function homeRegion(partition: Partition): string {
  return HOMES[partition];
}

/**
 * The audience by which STS asks to be addressed, where AWS has said it.
 * https://github.com/aws-actions/configure-aws-credentials#configuring-iam-to-trust-github
 */
export function stsAudience(partition: Partition): string | undefined {
  if (partition === 'aws' || partition === 'aws-us-gov') return 'sts.amazonaws.com';
  return partition === 'aws-cn' ? 'sts.amazonaws.com.cn' : undefined;
}

/** Whether an audience is that of STS in another partition than this. Nothing is where AWS has not said what the own one is. */
export function isStsAudienceElsewhere(audience: string, partition: Partition): boolean {
  const own = stsAudience(partition);
  return own !== undefined && audience !== own && STS_AUDIENCES.includes(audience);
}
