import type { Statement } from '../iam/policy-document';

/** A name and its value, where names are the user's. */
export interface Entry {
  readonly name: string;
  readonly value: string;
}

/** Where a stack keeps its state: a backend's name and Terraform's arguments for it. */
export interface BackendPlan {
  readonly type: string;
  readonly arguments: readonly (readonly [name: string, value: unknown])[];
}

/** What every stack has. */
export interface StackPlan {
  /** The stack's name; the state belongs to it. */
  readonly stack: string;
  readonly backend?: BackendPlan;
  /** Stacks that are applied before this one. No value crosses. */
  readonly dependsOn: readonly string[];
}

/** How Terraform logs in to an account. */
export type CredentialsPlan =
  | { readonly profile: string }
  | { readonly roleArn: string; readonly externalId?: string; readonly sessionName?: string };

/** Whether an OIDC provider is made, looked up, or adopted. */
export type OidcProviderMode = 'create' | 'existing' | 'import';

/** An account's OIDC provider. */
export interface OidcProviderPlan {
  readonly mode: OidcProviderMode;
  /** The audiences that roles of the account rely on. */
  readonly audiencesInUse: readonly string[];
  readonly address: string;
  /** The issuer with its scheme. */
  readonly url: string;
  readonly arn: string;
  readonly audiences: readonly string[];
  /** Absent: AWS finds them itself. */
  readonly thumbprints?: readonly string[];
  /** Attributes that the file does not set: they stay as they are found. */
  readonly unset: readonly string[];
}

/** A managed policy on a role; `key` distinguishes the role's policies. */
export interface ManagedPolicyPlan {
  readonly key: readonly string[];
  readonly arn: string;
}

/** A role of one account. */
export interface RolePlan {
  readonly binding: string;
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly description?: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
  /** ARN of a policy. */
  readonly permissionsBoundary?: string;
  readonly tags: readonly Entry[];
  readonly trust: readonly Statement[];
  readonly permissions: readonly Statement[];
  readonly managedPolicies: readonly ManagedPolicyPlan[];
  /** Whether policies attached by others are taken off. */
  readonly exclusive: boolean;
  /** Former names of the binding, oldest first. */
  readonly formerNames: readonly string[];
  /** Attributes that the file does not set: they stay as they are found. */
  readonly unset: readonly string[];
  /** Whether the role exists and is adopted: Terraform then refuses to destroy it. */
  readonly adopted: boolean;
}

/** The stack of one AWS account. */
export interface AccountPlan extends StackPlan {
  readonly name: string;
  readonly id: string;
  readonly region: string;
  readonly credentials?: CredentialsPlan;
  readonly tags: readonly Entry[];
  readonly oidcProviders: readonly OidcProviderPlan[];
  readonly roles: readonly RolePlan[];
  /** The roles of bindings that are released, as they are declared: they live on, unmanaged. */
  readonly released: readonly RolePlan[];
  /** A retired account has no resources any more. */
  readonly retired: boolean;
  /** What Terraform may have of this account and is not to destroy: it lives on, unmanaged. */
  readonly letGo: LetGoPlan;
}

/** What a stack lets go of. */
export interface LetGoPlan {
  /** Addresses of OIDC providers. */
  readonly oidcProviders: readonly string[];
  readonly roles: readonly LetGoRolePlan[];
}

/** A role that is let go of, with every policy that Terraform may have on it. */
export interface LetGoRolePlan {
  /** The names that its binding has or had. */
  readonly bindings: readonly string[];
  /** Keys of its managed policies. */
  readonly managedPolicies: readonly (readonly string[])[];
}

/** A repository that a stack writes to; without an id (GitHub Enterprise Server) it cannot be told from another of its name. */
export interface GuardedRepository {
  readonly name: string;
  readonly id?: string;
}

/** A GitHub stack: one owner, one token. */
export interface GitHubStackPlan extends StackPlan {
  readonly owner: string;
  /** Absent for github.com. */
  readonly baseUrl?: string;
  readonly auth: 'token' | 'app';
  readonly repositories: readonly GuardedRepository[];
}

/** Which branches and tags may deploy to an environment. */
export type DeploymentPolicyPlan =
  | { readonly kind: 'any' }
  | { readonly kind: 'protected-branches' }
  | { readonly kind: 'patterns'; readonly branches: readonly string[]; readonly tags: readonly string[] };

/** An environment and its protection. Teams and users are slugs and logins, or ids as numbers. */
export interface EnvironmentPlan {
  readonly repository: string;
  readonly environment: string;
  readonly teams: readonly (string | number)[];
  readonly users: readonly (string | number)[];
  /** Minutes. */
  readonly waitTimer: number;
  readonly preventSelfReview: boolean;
  readonly canAdminsBypass: boolean;
  readonly deploymentPolicy: DeploymentPolicyPlan;
  /** Whether it exists already, so that creating it would overwrite its protection. */
  readonly exists: boolean;
  /** Branch and tag rules of the policy that exist already, by the ids that GitHub gave them. */
  readonly existingRules: readonly ExistingRulePlan[];
  /** Whether GitHub has reviewers and the file none: they have to be taken off in words. */
  readonly losesReviewers: boolean;
}

/** A branch or tag rule of an environment that exists. */
export interface ExistingRulePlan {
  readonly kind: 'branch' | 'tag';
  readonly pattern: string;
  readonly id: number;
}

/** An environment that is let go of, under a name that it has or had: what Terraform may still have of it is forgotten, not deleted. */
export interface ForgottenEnvironmentPlan {
  readonly repository: string;
  readonly environment: string;
  readonly branches: readonly string[];
  readonly tags: readonly string[];
}

/** The stack that protects environments. */
export interface ProtectPlan extends GitHubStackPlan {
  readonly environments: readonly EnvironmentPlan[];
  readonly forgotten: readonly ForgottenEnvironmentPlan[];
}

/** An Actions variable; where it stands depends on which of the two is there. */
export interface VariablePlan extends Entry {
  readonly repository: string;
  readonly environment?: string;
  /** Whether it exists and is adopted. */
  readonly adopted: boolean;
}

/** A variable of the organization; `repositoryIds` with `selected`. */
export interface OrganizationVariablePlan extends Entry {
  readonly visibility: 'all' | 'private' | 'selected';
  readonly repositoryIds: readonly string[];
  /** Whether it exists and is adopted. */
  readonly adopted: boolean;
}

/** A repository's subject template; no claims for GitHub's default. */
export interface SubjectTemplatePlan {
  readonly repository: string;
  readonly claims?: readonly string[];
}

/** Where a variable of a released binding stands; without repository it is the organization's. */
export interface ReleasedVariablePlan {
  readonly name: string;
  readonly repository?: string;
  readonly environment?: string;
}

/** The stack that publishes to workflows. */
export interface PublishPlan extends GitHubStackPlan {
  readonly variables: readonly VariablePlan[];
  readonly organizationVariables: readonly OrganizationVariablePlan[];
  readonly subjectTemplates: readonly SubjectTemplatePlan[];
  /** Variables that stay at GitHub, unmanaged: of released bindings, and at former names of repositories and environments. */
  readonly released: readonly ReleasedVariablePlan[];
  /** Repositories, by present and former names, whose subject template stays at GitHub, unmanaged. */
  readonly releasedTemplates: readonly string[];
}

/**
 * Who gets access to what, resolved: plain data in a fixed order, read by the constructs and by everything that judges or
 * shows it.
 */
export interface AccessPlan {
  readonly protect: readonly ProtectPlan[];
  readonly accounts: readonly AccountPlan[];
  readonly publish: readonly PublishPlan[];
}
