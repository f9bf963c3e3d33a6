/** What GitHub holds. */
export interface GitHubWorld {
  /** By login. */
  readonly owners: Record<string, Owner>;
  /** Ids of users by login. */
  readonly users: Record<string, number>;
  /** Former names `owner/name`, in lower case, with the id of the repository that each leads to. */
  redirects?: Record<string, number>;
  /** What each token may do; one that is not named may do everything. */
  tokens?: Record<string, readonly Permission[]>;
  /** Ids of teams and users that GitHub takes for no reviewers, since they have no access; it says nothing about it. */
  withoutAccess?: readonly number[];
}

/**
 * A permission of fine-grained tokens, as the REST reference names them in the header `x-accepted-github-permissions`:
 * https://docs.github.com/en/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens
 */
export type Permission = `${Subject}:${'read' | 'write'}`;

type Subject =
  | 'metadata'
  | 'contents'
  | 'pages'
  | 'actions'
  | 'administration'
  | 'environments'
  | 'actions_variables'
  | 'members'
  | 'organization_actions_variables'
  | 'organization_administration';

/** A user or organization of GitHub. */
export interface Owner {
  /** Default: 123456. */
  readonly id?: number;
  /** Default: an organization. */
  readonly type?: 'Organization' | 'User';
  /** What is paid for; default: enterprise. Below it GitHub refuses most protections of private repositories. */
  readonly plan?: 'free' | 'team' | 'enterprise';
  /** By name. */
  readonly repositories: Record<string, Repository>;
  readonly variables: Record<string, OrganizationVariable>;
  /** Ids by slug. */
  readonly teams: Record<string, number>;
  /** Claims of the subject template; nothing for the default one. */
  template?: readonly string[];
}

/** A variable of an organization. */
export interface OrganizationVariable {
  value: string;
  visibility: string;
  selected: readonly number[];
}

/** A repository. */
export interface Repository {
  readonly id: number;
  readonly environments: Record<string, Environment>;
  readonly variables: Record<string, string>;
  /** Claims of the subject template; nothing for the default one. */
  template?: readonly string[];
  /** Whether its subjects carry ids. */
  immutable?: boolean;
  /** All that GitHub answers about its subjects, in place of what follows from the rest. */
  subject?: object;
  /** What a workflow's token may do that says nothing of it; default: read. */
  workflowPermissions?: 'read' | 'write';
  /** Default: private. */
  visibility?: 'public' | 'private' | 'internal';
  /** Default: main. */
  defaultBranch?: string;
  archived?: boolean;
  protectedBranches?: readonly string[];
  /** Whether it has a license file, which Terraform's provider reads. */
  licensed?: boolean;
  /** Whether it has a site. */
  pages?: boolean;
  /** Values of custom properties. */
  properties?: Readonly<Record<string, string | readonly string[]>>;
}

/** An environment of a repository. */
export interface Environment {
  waitTimer: number;
  canAdminsBypass: boolean;
  preventSelfReview: boolean;
  /** Ids of teams and users who review. */
  teams: readonly number[];
  users: readonly number[];
  branchPolicy: 'any' | 'protected' | 'custom';
  /** By id. */
  policies: Record<string, DeploymentPolicy>;
  readonly variables: Record<string, string>;
  /** Names of secrets, which Terraform never sees. */
  readonly secrets: readonly string[];
}

/** A pattern of the names that may deploy. */
export interface DeploymentPolicy {
  readonly kind: 'branch' | 'tag';
  readonly pattern: string;
}

/** A repository with its names and its owner. */
export interface Found {
  readonly login: string;
  readonly owner: Owner;
  readonly name: string;
  readonly repository: Repository;
}

/** What a record has under a name, with the name as it is written there: GitHub finds names in any letter case. */
export function entryOf<T>(record: Readonly<Record<string, T>>, name: string): readonly [string, T] | undefined {
  const wanted = name.toLowerCase();
  return Object.entries(record).find(([each]) => each.toLowerCase() === wanted);
}

/** A repository by its present name. */
export function repositoryNamed({ owners }: GitHubWorld, ownerName: string, wanted: string): Found | undefined {
  const found = entryOf(owners, ownerName);
  const entry = found && entryOf(found[1].repositories, wanted);
  return entry && { login: found[0], owner: found[1], name: entry[0], repository: entry[1] };
}

/** A repository by its id, which no rename and no transfer changes. */
export function repositoryWithId({ owners }: GitHubWorld, id: number): Found | undefined {
  for (const [login, owner] of Object.entries(owners)) {
    const entry = Object.entries(owner.repositories).find(([, repository]) => repository.id === id);
    if (entry) return { login, owner, name: entry[0], repository: entry[1] };
  }
  return undefined;
}

/** The id of an owner. */
export function ownerId({ id = 123456 }: Owner): number {
  return id;
}

/** Whether what is paid for does not cover most protections of environments. */
export function isPrivate({ visibility = 'private' }: Repository): boolean {
  return visibility !== 'public';
}
