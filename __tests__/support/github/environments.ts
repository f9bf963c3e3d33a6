import { type Answer, NOT_FOUND, type Request, done, found, pageOf, refuse } from './answer';
import { type Environment, type Found, type GitHubWorld, entryOf, isPrivate } from './world';

const DATES = { created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' };

/** An environment of a repository, with its name as GitHub writes it. */
export interface FoundEnvironment extends Found {
  readonly environmentName: string;
  readonly environment: Environment;
}

/** An environment by its name. */
export function environmentOf(place: Found, name: string): FoundEnvironment | undefined {
  const entry = entryOf(place.repository.environments, name);
  return entry && { ...place, environmentName: entry[0], environment: entry[1] };
}

/** How the log names an environment. */
export function environmentLabel({ login, name, environmentName }: FoundEnvironment): string {
  return `environment ${login}/${name}:${environmentName}`;
}

/** `GET …/environments` */
export function listEnvironments(world: GitHubWorld, place: Found, request: Request): Answer {
  const names = Object.keys(place.repository.environments);
  const json = (name: string) => {
    const each = environmentOf(place, name);
    return each && environmentJson(world, each);
  };
  return pageOf(request, names, (page) => ({ total_count: names.length, environments: page.map(json) }));
}

/** `GET …/environments/NAME` */
export function getEnvironment(world: GitHubWorld, place: FoundEnvironment): Answer {
  return found(environmentJson(world, place));
}

/** `DELETE …/environments/NAME`: its secrets, variables and rules go with it. */
export function deleteEnvironment(place: FoundEnvironment): Answer {
  delete place.repository.environments[place.environmentName];
  return done(`delete ${environmentLabel(place)}`);
}

/**
 * `PUT …/environments/NAME` makes an environment and changes one alike. What is left out is reset, but for whether
 * administrators may bypass, and but for the reviewers, of whom only an empty list takes all off:
 * https://docs.github.com/en/rest/deployments/environments#create-or-update-an-environment and
 * https://github.com/integrations/terraform-provider-github/issues/3156
 */
export function putEnvironment(world: GitHubWorld, place: Found, name: string, { body }: Request): Answer {
  const existing = environmentOf(place, name);
  const reviewers = reviewersOf(body) ?? reviewersNow(existing?.environment);
  const refusal = whatIsRefused(place, name, body, reviewers);
  if (refusal) return refusal;
  const changed = { ...(existing?.environment ?? NEW), ...settings(world, body, reviewers) };
  if (typeof body['can_admins_bypass'] === 'boolean') changed.canAdminsBypass = body['can_admins_bypass'];
  if (existing) Object.assign(existing.environment, changed);
  else place.repository.environments[name] = { ...changed, policies: {}, variables: {}, secrets: [] };
  const written = environmentOf(place, name);
  if (!written) return NOT_FOUND;
  const effect = `${existing ? 'update' : 'create'} ${environmentLabel(written)}`;
  return { ...found(environmentJson(world, written)), effect };
}

const NEW = { canAdminsBypass: true };
const OF_ENTERPRISE = ['reviewers', 'wait_timer', 'prevent_self_review'];

/**
 * Protections of private repositories are for Enterprise; a request that names one is refused whatever it says of it:
 * https://github.com/google/go-github/issues/2602
 */
function whatIsRefused(
  { owner, repository }: Found,
  name: string,
  body: Request['body'],
  reviewers: readonly Reviewer[],
): Answer | undefined {
  const { plan = 'enterprise' } = owner;
  if (isPrivate(repository) && plan === 'free') return NOT_FOUND;
  if (isPrivate(repository) && plan === 'team' && OF_ENTERPRISE.some((key) => key in body))
    return refuse(
      422,
      'Failed to create the environment protection rule. Please ensure the billing plan supports the required reviewers protection rule.',
    );
  if (name.length > 255) return refuse(422, 'Validation Failed: the name is longer than 255 characters');
  if (reviewers.length > 6)
    return refuse(422, `Invalid request.\n\nNo more than 6 items are allowed; ${reviewers.length} were supplied.`);
  if (body['prevent_self_review'] === true && reviewers.length === 0)
    return refuse(
      422,
      'Failed to create or update the environment protection rule. Required reviewers must have at least one reviewer to set prevent_self_review.',
    );
  const policy = body['deployment_branch_policy'] as BranchPolicy | null | undefined;
  if (policy && policy.protected_branches === policy.custom_branch_policies)
    return refuse(422, 'Validation Failed: protected_branches and custom_branch_policies cannot have the same value');
  return undefined;
}

interface Reviewer {
  readonly type: 'Team' | 'User';
  readonly id: number;
}
interface BranchPolicy {
  readonly protected_branches: boolean;
  readonly custom_branch_policies: boolean;
}

function reviewersOf(body: Request['body']): readonly Reviewer[] | undefined {
  return (body['reviewers'] as readonly Reviewer[] | null | undefined) ?? undefined;
}

function reviewersNow({ teams, users }: Pick<Environment, 'teams' | 'users'> = { teams: [], users: [] }) {
  return [...teams.map((id) => ({ type: 'Team', id }) as const), ...users.map((id) => ({ type: 'User', id }) as const)];
}

function settings({ withoutAccess = [] }: GitHubWorld, body: Request['body'], reviewers: readonly Reviewer[]) {
  const allowed = reviewers.filter(({ id }) => !withoutAccess.includes(id));
  const ids = (type: Reviewer['type']) => allowed.filter((each) => each.type === type).map(({ id }) => id);
  const policy = body['deployment_branch_policy'] as BranchPolicy | null | undefined;
  return {
    waitTimer: Number(body['wait_timer'] ?? 0),
    preventSelfReview: body['prevent_self_review'] === true,
    teams: ids('Team'),
    users: ids('User'),
    branchPolicy: policy ? (policy.custom_branch_policies ? 'custom' : 'protected') : 'any',
  } as const;
}

function environmentJson(world: GitHubWorld, { login, name, environmentName, environment }: FoundEnvironment): object {
  const { waitTimer, preventSelfReview, teams, users, branchPolicy: policy, canAdminsBypass } = environment;
  const reviewers = [
    ...teams.map((id) => ({ type: 'Team', reviewer: { id, slug: nameOf(allTeams(world), id) } })),
    ...users.map((id) => ({ type: 'User', reviewer: { id, login: nameOf(world.users, id) } })),
  ];
  return {
    id: 161,
    name: environmentName,
    url: `https://api.github.com/repos/${login}/${name}/environments/${encodeURIComponent(environmentName)}`,
    ...DATES,
    can_admins_bypass: canAdminsBypass,
    protection_rules: [
      ...(waitTimer > 0 ? [{ id: 1, type: 'wait_timer', wait_timer: waitTimer }] : []),
      ...(reviewers.length > 0
        ? [{ id: 2, type: 'required_reviewers', prevent_self_review: preventSelfReview, reviewers }]
        : []),
      ...(policy === 'any' ? [] : [{ id: 3, type: 'branch_policy' }]),
    ],
    deployment_branch_policy:
      policy === 'any'
        ? null
        : { protected_branches: policy === 'protected', custom_branch_policies: policy === 'custom' },
  };
}

function allTeams({ owners }: GitHubWorld): Readonly<Record<string, number>> {
  return Object.assign({}, ...Object.values(owners).map(({ teams }) => teams)) as Record<string, number>;
}

function nameOf(ids: Readonly<Record<string, number>>, id: number): string {
  return Object.entries(ids).find(([, each]) => each === id)?.[0] ?? `id-${id}`;
}
