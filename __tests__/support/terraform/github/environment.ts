import type { ResourceType } from '../plugin/provider';
import { type Attributes, type Value, blocksOf, textOf } from '../plugin/value';
import { type Client, ask, find, isMissing, repositoryId, repositoryPath, segment, statusOf } from './client';
import { escaped, idParts } from './ids';
import { replacedInAnotherRepository } from './in-repository';

/**
 * `github_repository_environment`. Making one and changing one are the same request, in which what is left out is reset: of one
 * that exists only the secrets, variables and deployment policies stay.
 */
export const environment: ResourceType<Client> = {
  replacedBy: ['environment'],
  replacedIf: replacedInAnotherRepository,
  // That of `wait_timer` is not the provider's, for which none and zero are the same.
  defaults: { can_admins_bypass: true, prevent_self_review: false, wait_timer: 0 },
  validate: (config) => {
    const minutes = config['wait_timer'];
    if (typeof minutes === 'number' && (minutes < 0 || minutes > 43200))
      throw new Error(`expected wait_timer to be in the range (0 - 43200), got ${minutes}`);
    for (const [kind, ids] of Object.entries(reviewersOf(config)))
      if (ids.length > 6)
        throw new Error(
          `Too many list items: Attribute reviewers.0.${kind} supports 6 item maximum, but config has ${ids.length} declared.`,
        );
  },
  checkUpdate: (planned) => {
    const { teams, users } = reviewersOf(planned);
    if (teams.length + users.length > 6)
      throw new Error('a maximum of 6 reviewers (users and teams combined) can be set for an environment');
  },
  slow: true,
  create: async (client, planned) => {
    await put(client, planned);
    return { id: idOf(planned), repository_id: await repositoryId(client, textOf(planned['repository'])) };
  },
  update: async (client, planned) => {
    await put(client, planned);
    return { id: idOf(planned) };
  },
  read: async (client, state) => {
    const found = await find<EnvironmentJson>(client, path(client, state));
    return found && { ...state, ...attributes(found.body) };
  },
  destroy: async (client, state) => {
    try {
      await ask(client, 'DELETE', path(client, state));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  },
  import: async (client, id) => {
    const { repository, environment: name } = idParts(id, ['repository', 'environment']);
    return { id, repository, environment: name, repository_id: await repositoryId(client, repository) };
  },
};

interface EnvironmentJson {
  readonly can_admins_bypass: boolean;
  readonly protection_rules: readonly {
    readonly type: string;
    readonly wait_timer?: number;
    readonly prevent_self_review?: boolean;
    readonly reviewers?: readonly { readonly type: string; readonly reviewer: { readonly id: number } }[];
  }[];
  readonly deployment_branch_policy: { protected_branches: boolean; custom_branch_policies: boolean } | null;
}

/**
 * Where GitHub answers 422 and neither reviewers nor a timer are asked for, the client asks again for the branch policy alone, and
 * nobody hears of it: https://github.com/google/go-github/issues/2602
 */
async function put(client: Client, planned: Attributes): Promise<void> {
  const { teams, users } = reviewersOf(planned);
  const [policy] = blocksOf(planned['deployment_branch_policy']);
  const branchPolicy = { deployment_branch_policy: policy ?? null };
  const reviewers = [...teams.map((id) => ({ type: 'Team', id })), ...users.map((id) => ({ type: 'User', id }))];
  const minutes = Number(planned['wait_timer'] ?? 0);
  try {
    await ask(client, 'PUT', path(client, planned), {
      wait_timer: minutes,
      reviewers: isGiven(planned) ? reviewers : null,
      can_admins_bypass: planned['can_admins_bypass'] === true,
      prevent_self_review: planned['prevent_self_review'] === true,
      ...branchPolicy,
    });
  } catch (error) {
    if (statusOf(error) !== 422 || reviewers.length > 0 || minutes > 0) throw error;
    await ask(client, 'PUT', path(client, planned), branchPolicy);
  }
}

/**
 * Reviewers that are gone from GitHub stay in the state, as does whether they may be who started the job: the provider sets
 * both only from a rule that is there. After an import without such a rule neither is known.
 */
function attributes({
  can_admins_bypass,
  protection_rules: rules,
  deployment_branch_policy: policy,
}: EnvironmentJson): Attributes {
  const timer = rules.find(({ type }) => type === 'wait_timer');
  const review = rules.find(({ type }) => type === 'required_reviewers');
  const ids = (kind: string) =>
    orNull((review?.reviewers ?? []).filter(({ type }) => type === kind).map(({ reviewer }) => reviewer.id));
  return {
    wait_timer: timer?.wait_timer ?? 0,
    can_admins_bypass,
    ...(review && {
      prevent_self_review: review.prevent_self_review ?? false,
      reviewers: [{ teams: ids('Team'), users: ids('User') }],
    }),
    deployment_branch_policy: policy ? [policy] : [],
  };
}

/** A block without anybody is an empty list to GitHub; without the block the list is null. */
function isGiven(planned: Attributes): boolean {
  return blocksOf(planned['reviewers']).length > 0;
}

function reviewersOf(planned: Attributes) {
  const [reviewers] = blocksOf(planned['reviewers']);
  return { teams: numbers(reviewers?.['teams']), users: numbers(reviewers?.['users']) };
}

function numbers(value: Value | undefined): readonly number[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'number') : [];
}

/** The plugin SDK takes an empty set and none for the same. */
function orNull(ids: readonly number[]): Value {
  return ids.length > 0 ? ids : null;
}

function idOf({ repository, environment: name }: Attributes): string {
  return `${textOf(repository)}:${escaped(textOf(name))}`;
}

function path(client: Client, { repository, environment: name }: Attributes): string {
  return `${repositoryPath(client, textOf(repository))}/environments/${segment(textOf(name))}`;
}
