/** What an AWS-managed policy grants, as far as it matters who gets it. */
export interface ManagedPolicyContent {
  readonly writes: boolean;
  /** It reads secrets or parameters, or decrypts. */
  readonly readsSecrets: boolean;
  /** It allows everything, or everything in IAM. */
  readonly administrator?: 'everything' | 'iam';
  /** What else makes more of a role than it has. */
  readonly escalation?: string;
}

const READS = [
  'AmazonCognitoReadOnly',
  'AmazonDynamoDBReadOnlyAccess',
  'AmazonEC2ContainerRegistryPullOnly',
  'AmazonEC2ContainerRegistryReadOnly',
  'AmazonEC2ReadOnlyAccess',
  'AmazonEKSWorkerNodePolicy',
  'AmazonElastiCacheReadOnlyAccess',
  'AmazonElasticContainerRegistryPublicReadOnly',
  'AmazonElasticFileSystemReadOnlyAccess',
  'AmazonEventBridgeReadOnlyAccess',
  'AmazonGuardDutyReadOnlyAccess',
  'AmazonInspector2ReadOnlyAccess',
  'AmazonKinesisReadOnlyAccess',
  'AmazonMSKReadOnlyAccess',
  'AmazonOpenSearchServiceReadOnlyAccess',
  'AmazonRDSReadOnlyAccess',
  'AmazonRedshiftReadOnlyAccess',
  'AmazonRoute53ReadOnlyAccess',
  'AmazonS3ReadOnlyAccess',
  'AmazonSESReadOnlyAccess',
  'AmazonSNSReadOnlyAccess',
  'AmazonSQSReadOnlyAccess',
  'AmazonSageMakerReadOnly',
  'AmazonVPCReadOnlyAccess',
  'AutoScalingReadOnlyAccess',
  'AWSBillingReadOnlyAccess',
  'AWSCertificateManagerReadOnly',
  'AWSCloudFormationReadOnlyAccess',
  'AWSCloudTrail_ReadOnlyAccess',
  'AWSCodeArtifactReadOnlyAccess',
  'AWSCodeBuildReadOnlyAccess',
  'AWSCodeCommitReadOnly',
  'AWSCodeDeployReadOnlyAccess',
  'AWSCodePipeline_ReadOnlyAccess',
  'AWSLambda_ReadOnlyAccess',
  'AWSOrganizationsReadOnlyAccess',
  'AWSSecurityHubReadOnlyAccess',
  'AWSStepFunctionsReadOnlyAccess',
  'AWSWAFReadOnlyAccess',
  'AWSXrayReadOnlyAccess',
  'CloudFrontReadOnlyAccess',
  'CloudWatchEventsReadOnlyAccess',
  'CloudWatchLogsReadOnlyAccess',
  'CloudWatchReadOnlyAccess',
  'ElasticLoadBalancingReadOnly',
  'IAMAccessAnalyzerReadOnlyAccess',
  'IAMReadOnlyAccess',
  'ResourceGroupsandTagEditorReadOnlyAccess',
  'SecurityAudit',
  'ServiceQuotasReadOnlyAccess',
  'job-function/ViewOnlyAccess',
];

/** Systems Manager's `Get*` reads parameters. */
const READS_SECRETS = ['AmazonSSMReadOnlyAccess', 'AWSSecretsManagerClientReadOnlyAccess', 'ReadOnlyAccess'];

const WRITES = [
  'AmazonAPIGatewayAdministrator',
  'AmazonAPIGatewayInvokeFullAccess',
  'AmazonAthenaFullAccess',
  'AmazonBedrockFullAccess',
  'AmazonCognitoPowerUser',
  'AmazonDynamoDBFullAccess',
  'AmazonEC2ContainerRegistryFullAccess',
  'AmazonEC2ContainerRegistryPowerUser',
  'AmazonEC2FullAccess',
  'AmazonEKSClusterPolicy',
  'AmazonEKS_CNI_Policy',
  'AmazonElastiCacheFullAccess',
  'AmazonElasticContainerRegistryPublicFullAccess',
  'AmazonElasticContainerRegistryPublicPowerUser',
  'AmazonElasticFileSystemClientFullAccess',
  'AmazonElasticFileSystemFullAccess',
  'AmazonKinesisFullAccess',
  'AmazonMSKFullAccess',
  'AmazonOpenSearchServiceFullAccess',
  'AmazonRDSFullAccess',
  'AmazonRoute53FullAccess',
  'AmazonS3FullAccess',
  'AmazonSESFullAccess',
  'AmazonSNSFullAccess',
  'AmazonSQSFullAccess',
  'AmazonVPCFullAccess',
  'AutoScalingFullAccess',
  'AWSBatchFullAccess',
  'AWSCertificateManagerFullAccess',
  'AWSCloudFormationFullAccess',
  'AWSCloudTrail_FullAccess',
  'AWSCodeArtifactAdminAccess',
  'AWSCodeBuildAdminAccess',
  'AWSCodeBuildDeveloperAccess',
  'AWSCodeCommitFullAccess',
  'AWSCodeCommitPowerUser',
  'AWSCodeDeployDeployerAccess',
  'AWSCodeDeployFullAccess',
  'AWSGlueConsoleFullAccess',
  'AWSKeyManagementServicePowerUser',
  'AWSStepFunctionsFullAccess',
  'AWSXRayDaemonWriteAccess',
  'CloudFrontFullAccess',
  'CloudWatchFullAccess',
  'CloudWatchFullAccessV2',
  'CloudWatchLogsFullAccess',
  'ElasticLoadBalancingFullAccess',
  'job-function/NetworkAdministrator',
  'service-role/AmazonECSTaskExecutionRolePolicy',
  'service-role/AWSLambdaBasicExecutionRole',
];

const WRITES_AND_READS_SECRETS = [
  'AmazonRedshiftFullAccess',
  'AmazonSSMFullAccess',
  'AmazonSSMManagedInstanceCore',
  'CloudWatchAgentServerPolicy',
  'SecretsManagerReadWrite',
  'job-function/DatabaseAdministrator',
  'job-function/SystemAdministrator',
];

/** Those that make more of a role than it has, and how. */
const ESCALATES: readonly (readonly [name: string, readsSecrets: boolean, escalation: string])[] = [
  ['AdministratorAccess-AWSElasticBeanstalk', false, 'pass any role to Elastic Beanstalk'],
  ['AdministratorAccess-Amplify', true, 'change its own permissions'],
  ['AmazonECS_FullAccess', false, 'pass any role to an ECS task'],
  ['AmazonEventBridgeFullAccess', true, 'pass any role to EventBridge'],
  ['AmazonSageMakerFullAccess', true, 'pass any role to SageMaker'],
  ['AWSAppRunnerFullAccess', false, 'pass any role to App Runner'],
  ['AWSCodePipeline_FullAccess', false, 'pass any role to CodePipeline'],
  ['AWSLambda_FullAccess', false, 'pass any role to a Lambda function'],
  ['PowerUserAccess', true, 'assume any role that trusts its account'],
];

/**
 * Common policies that AWS maintains, by name with path. Those that are not listed are not known, rather than harmless.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const KNOWN: ReadonlyMap<string, ManagedPolicyContent> = new Map<string, ManagedPolicyContent>([
  ...READS.map((name) => [name, { writes: false, readsSecrets: false }] as const),
  ...READS_SECRETS.map((name) => [name, { writes: false, readsSecrets: true }] as const),
  ...WRITES.map((name) => [name, { writes: true, readsSecrets: false }] as const),
  ...WRITES_AND_READS_SECRETS.map((name) => [name, { writes: true, readsSecrets: true }] as const),
  ...ESCALATES.map(([name, readsSecrets, escalation]) => [name, { writes: true, readsSecrets, escalation }] as const),
  ['IAMFullAccess', { writes: true, readsSecrets: false, administrator: 'iam' }],
  ['AdministratorAccess', { writes: true, readsSecrets: true, administrator: 'everything' }],
]);

/** Names of the policies that make an administrator. */
export const ADMINISTRATOR_POLICIES = [...KNOWN].flatMap(([name, { administrator }]) => (administrator ? [name] : []));

/** What is known of a policy by its ARN; nothing of customer-managed ones, which may hold anything. */
export function managedPolicyContent(arn: string): ManagedPolicyContent | undefined {
  const name = /^arn:[a-z-]+:iam::aws:policy\/(.+)$/.exec(arn)?.[1];
  return name === undefined ? undefined : KNOWN.get(name);
}
