import type { DeploymentPolicy, Environment, GitHubWorld, Owner, Repository } from './github/world';

/** An environment, said in short. */
export interface ServedEnvironment {
  /** How many users review. */
  readonly reviewers?: number;
  readonly waitTimer?: number;
  readonly preventSelfReview?: boolean;
  readonly canAdminsBypass?: boolean;
  /** Patterns; without them any branch may deploy. */
  readonly branches?: readonly string[];
  readonly tags?: readonly string[];
  readonly protectedBranches?: boolean;
}

/** A repository, said in short. */
export interface ServedRepository extends Pick<
  Repository,
  'id' | 'defaultBranch' | 'visibility' | 'archived' | 'subject' | 'workflowPermissions'
> {
  readonly fullName: string;
  readonly ownerId: number;
  readonly ownerType?: Owner['type'];
  readonly hasProtectedBranches?: boolean;
  readonly environments?: Readonly<Record<string, ServedEnvironment>>;
  /** Names that lead to it by redirects. */
  readonly formerNames?: readonly string[];
}

/** Ids of the first rule of branches, and of tags. */
const FIRST_IDS = { branch: 71, tag: 171 };

/** The world in which these repositories are. */
export function servedWorld(repositories: readonly ServedRepository[]): GitHubWorld {
  const owners: Record<string, Owner> = {};
  const redirects: Record<string, number> = {};
  for (const served of repositories) {
    const { fullName, ownerId, ownerType, formerNames = [], ...rest } = served;
    const [login = '', name = ''] = fullName.split('/');
    const owner = (owners[login] ??= { id: ownerId, type: ownerType, repositories: {}, variables: {}, teams: {} });
    owner.repositories[name] = repositoryOf(rest);
    for (const former of formerNames) redirects[former.toLowerCase()] = served.id;
  }
  return { owners, redirects, users: {} };
}

function repositoryOf({
  hasProtectedBranches = false,
  environments = {},
  ...settings
}: Omit<ServedRepository, 'fullName' | 'ownerId' | 'ownerType' | 'formerNames'>): Repository {
  const entries = Object.entries(environments).map(([name, each]) => [name, environmentOf(each)] as const);
  return {
    ...settings,
    protectedBranches: hasProtectedBranches ? ['main'] : [],
    environments: Object.fromEntries(entries),
    variables: {},
  };
}

function environmentOf({ reviewers = 0, branches, tags, ...environment }: ServedEnvironment): Environment {
  const byPatterns = branches !== undefined || tags !== undefined;
  return {
    waitTimer: environment.waitTimer ?? 0,
    canAdminsBypass: environment.canAdminsBypass ?? false,
    preventSelfReview: environment.preventSelfReview ?? false,
    teams: [],
    users: Array.from({ length: reviewers }, (_, i) => i + 1),
    branchPolicy: byPatterns ? 'custom' : environment.protectedBranches ? 'protected' : 'any',
    policies: Object.fromEntries([...policies('branch', branches), ...policies('tag', tags)]),
    variables: {},
    secrets: [],
  };
}

function policies(kind: DeploymentPolicy['kind'], patterns: readonly string[] = []) {
  return patterns.map((pattern, i) => [String(FIRST_IDS[kind] + i), { kind, pattern }] as const);
}
