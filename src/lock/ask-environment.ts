import { type EnvironmentFacts, type RulePatterns, branchSettings } from '../bindings/lock';
import { compareText } from '../diagnostics/diagnostic';
import type { LockedEnvironment } from './facts';
import { type Answer, type GitHub, NoAnswer } from './github';
import { allPages } from './pages';
import type { Refuse } from './refusal';
import {
  type BranchPoliciesResponse,
  type EnvironmentResponse,
  branchPoliciesResponse,
  environmentResponse,
  readResponse,
} from './responses';

/** A repository's environments at GitHub. */
export interface EnvironmentQuestions {
  readonly github: GitHub;
  readonly owner: string;
  readonly repo: string;
  /** Whether the token may see the repository's environments at all. Asked once. */
  readonly canList: () => Promise<Answer>;
  readonly refuse: Refuse;
}

/** Whether a repository's environments can be seen; asked only when somebody wants to know, and once. */
export function environmentQuestions(
  github: GitHub,
  owner: string,
  repo: string,
  refuse: Refuse,
): EnvironmentQuestions {
  let listed: Promise<Answer> | undefined;
  const canList = () => (listed ??= github.get('/repos/{owner}/{repo}/environments?per_page=1', { owner, repo }));
  return { github, owner, repo, canList, refuse };
}

/**
 * Asks for an environment, under GitHub's spelling of its name; nothing if it was refused. A token without access gets 404,
 * too, and taking an environment for absent would strip its protection: so `absent` is said only where the list can be seen.
 */
export async function askEnvironment(
  questions: EnvironmentQuestions,
  name: string,
  known: LockedEnvironment | undefined,
): Promise<readonly [name: string, facts: LockedEnvironment] | undefined> {
  const { github, owner, repo, canList, refuse } = questions;
  const fact = `environments.${name}`;
  const answer = await github.get('/repos/{owner}/{repo}/environments/{name}', { owner, repo, name });
  if (answer.kind === 'refused') return refuse([fact], answer);
  if (answer.kind === 'missing') {
    const list = await canList();
    return list.kind === 'ok' ? [name, 'absent'] : refuse([fact], list);
  }
  const what = `the environment ${name} of ${owner}/${repo}`;
  const environment = readResponse(environmentResponse, answer.data, what);
  if (environment.name.toLowerCase() !== name.toLowerCase())
    throw new NoAnswer(`GitHub answers for another than ${what}`);
  const before = known === undefined || known === 'absent' ? {} : known;
  const patterns = environment.deployment_branch_policy?.custom_branch_policies
    ? await askPatterns(questions, name, before)
    : {};
  return [environment.name, environmentFacts(environment, before, patterns)];
}

type Policy = BranchPoliciesResponse['branch_policies'][number];
type Patterns = Pick<EnvironmentFacts, 'deployment_branches' | 'deployment_tags'>;

function environmentFacts(
  { can_admins_bypass, protection_rules: rules, deployment_branch_policy: policy }: EnvironmentResponse,
  before: EnvironmentFacts,
  patterns: Patterns,
): EnvironmentFacts {
  const rule = (type: string) => rules?.find((each) => each.type === type);
  const reviewers = rule('required_reviewers');
  const known = rules
    ? {
        reviewers: reviewers?.reviewers?.length ?? 0,
        wait_timer: rule('wait_timer')?.wait_timer ?? 0,
        prevent_self_review: reviewers ? (reviewers.prevent_self_review ?? before.prevent_self_review) : false,
      }
    : before;
  return {
    reviewers: known.reviewers,
    wait_timer: known.wait_timer,
    prevent_self_review: known.prevent_self_review,
    can_admins_bypass: can_admins_bypass ?? before.can_admins_bypass,
    ...(policy?.custom_branch_policies ? patterns : { protected_branches: policy?.protected_branches ?? false }),
  };
}

async function askPatterns(
  { github, owner, repo, refuse }: EnvironmentQuestions,
  name: string,
  before: EnvironmentFacts,
): Promise<Patterns> {
  const route = '/repos/{owner}/{repo}/environments/{name}/deployment-branch-policies';
  const what = `the deployment policies of the environment ${name} of ${owner}/${repo}`;
  const read = (data: unknown) => {
    const { branch_policies: items, total_count: total } = readResponse(branchPoliciesResponse, data, what);
    return { items, total };
  };
  const all = await allPages<Policy>(github, route, { owner, repo, name }, read, (rule) => `${rule.type} ${rule.name}`);
  if ('kind' in all) {
    refuse([`environments.${name}.deployment_branches`, `environments.${name}.deployment_tags`], all);
    return { deployment_branches: before.deployment_branches, deployment_tags: before.deployment_tags };
  }
  // Servers from before there were patterns of tags name no type.
  const ofKind = (isTag: boolean) => all.filter(({ type }) => (type === 'tag') === isTag);
  const known = branchSettings(before);
  const tags = ofKind(true);
  return {
    deployment_branches: rulePatterns(known.deployment_branches, ofKind(false)),
    ...(tags.length > 0 || known.deployment_tags?.length === 0
      ? { deployment_tags: rulePatterns(known.deployment_tags, tags) }
      : {}),
  };
}

/** With their ids, if the server gives all of them. Order has no meaning: patterns that are the same stay as they are written. */
function rulePatterns(before: readonly string[] | undefined, now: readonly Policy[]): RulePatterns {
  const ids = new Map(now.map(({ name, id }) => [name, id]));
  const sorted = [...ids.keys()].sort(compareText);
  const isSame = before && before.toSorted(compareText).join('\0') === sorted.join('\0');
  const patterns = isSame ? before : sorted;
  const withIds = patterns.flatMap((name) => {
    const id = ids.get(name);
    return id === undefined ? [] : [[name, id] as const];
  });
  return withIds.length > 0 && withIds.length === patterns.length ? new Map(withIds) : patterns;
}
