import { regionalArn } from '../../../iam/arn';
import { type Preset, allow } from './preset';

/**
 * What `aws eks update-kubeconfig` calls. What the role may do in the cluster is said there, by an access entry.
 * https://docs.aws.amazon.com/eks/latest/userguide/create-kubeconfig.html
 */
export const eksDescribe: Preset<'eks-describe'> = ({ cluster }, account) => [
  allow(
    ['eks:DescribeCluster'],
    cluster.map((name) => regionalArn(account, 'eks', `cluster/${name}`)),
  ),
];
