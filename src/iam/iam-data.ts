/** How far an IAM action goes, as AWS classifies it. */
export type AccessLevel = 'List' | 'Read' | 'Write' | 'Tagging' | 'Permissions management';

/** An action of a service. */
export interface IamAction {
  /** As AWS writes it, without the service: `PutObject`. */
  readonly name: string;
  readonly levels: readonly AccessLevel[];
}

/**
 * What AWS's service authorization reference says about actions; read when it is asked for.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export interface IamData {
  /** The day that the data is of, as `YYYY-MM-DD`. */
  date(): string;
  /** The prefixes of all services, as `s3`. */
  services(): readonly string[];
  /** The actions of a service; nothing if there is no such service. */
  actionsOf(service: string): readonly IamAction[] | undefined;
}
