import type { ResolvedRole } from '../../access-plan/roles/roles';
import type { ResolvedEntry } from '../../access-plan/trust/resolved-entry';
import type { ResolvedVariable } from '../../access-plan/github/variables';
import type { Repository } from '../../access-plan/github/repositories';
import { stsAudience } from '../../iam/partition';
import { exact, written } from '../../oidc/claim-text';
import { filterText } from './filter-text';

/** What starts a run: patterns of branches or tags as a workflow writes them, or an event. */
export interface Triggers {
  readonly branches: readonly string[];
  readonly tags: readonly string[];
  readonly events: readonly ('pull_request' | 'merge_group' | 'workflow_dispatch')[];
}

/** A job that a role lets in: where it runs, what starts it, and how it finds the role. */
export interface Login {
  readonly account: string;
  readonly region: string;
  readonly environment?: string;
  readonly triggers: Triggers;
  /** Name of the variable that holds the role's ARN; nothing if none does where the job runs. */
  readonly variable?: string;
  readonly roleArn: string;
  /** The reusable workflow that has to define the job, as `uses` names it, where the role admits jobs of that alone. */
  readonly calledWorkflow?: string;
  /** What the job asks for, where it is not what the action asks for by itself. */
  readonly audience?: string;
}

/** The jobs of a repository that a role lets in: one for each environment, one for whatever needs none. */
export function loginsOf(
  role: ResolvedRole,
  repository: Repository,
  variables: readonly ResolvedVariable[],
): readonly Login[] {
  const entries = role.entries.filter(({ repositories }) =>
    repositories.some(({ fullName }) => fullName === repository.fullName),
  );
  const open = entries.filter(({ contexts }) => contexts.environments.length === 0);
  const environments = [...new Set(entries.flatMap(({ contexts }) => contexts.environments))];
  const login = (of: readonly ResolvedEntry[], triggers: Triggers, environment?: string): Login => ({
    account: role.account.name,
    region: role.account.region,
    environment,
    triggers,
    variable: variableOf(role, repository, environment, variables),
    roleArn: role.plan.arn,
    calledWorkflow: calledWorkflow(of, repository),
    audience: unusualAudience(of),
  });
  return [
    ...environments.map((environment) => {
      const own = entries.filter(({ contexts }) => contexts.environments.includes(environment));
      return login(own, environmentTriggers(repository, environment), environment);
    }),
    ...(open.length > 0 ? [login(open, unite(open.map((entry) => contextTriggers(entry, repository))))] : []),
  ];
}

const NONE: Triggers = { branches: [], tags: [], events: [] };

/** The branches that the environment's own rules let through, as far as the file knows them; else the default branch. */
function environmentTriggers({ settings, locked }: Repository, environment: string): Triggers {
  const { deployment_branches: branches = [], deployment_tags: tags = [] } =
    settings.environments?.get(environment) ?? {};
  const none = branches.length + tags.length === 0;
  return {
    branches: none ? [ownBranch(locked)] : branches,
    tags,
    events: ['workflow_dispatch'],
  };
}

function contextTriggers({ entry, contexts }: ResolvedEntry, { locked }: Repository): Triggers {
  if (entry.pull_request) return { ...NONE, events: ['pull_request'] };
  if (entry.merge_queue) return { ...NONE, events: ['merge_group'] };
  const refs = contexts.kind === 'contexts' ? contexts.values.flatMap(({ ref }) => (ref ? [filterText(ref)] : [])) : [];
  const below = (prefix: string) => refs.filter((ref) => ref.startsWith(prefix)).map((ref) => ref.slice(prefix.length));
  if (refs.length > 0) return { ...NONE, branches: below('refs/heads/'), tags: below('refs/tags/') };
  return { ...NONE, branches: [ownBranch(locked)], events: ['workflow_dispatch'] };
}

/** The default branch, as a filter. */
function ownBranch(locked: Repository['locked']): string {
  return filterText(exact(locked?.defaultBranch ?? 'main'));
}

/** All that starts any of several. */
export function unite(all: readonly Triggers[]): Triggers {
  return {
    branches: [...new Set(all.flatMap(({ branches }) => branches))],
    tags: [...new Set(all.flatMap(({ tags }) => tags))],
    events: [...new Set(all.flatMap(({ events }) => events))],
  };
}

function variableOf(
  { plan: { arn } }: ResolvedRole,
  repository: Repository,
  environment: string | undefined,
  variables: readonly ResolvedVariable[],
): string | undefined {
  const visible = variables.filter(({ value, target }) => {
    const here = target.repository === undefined || target.repository.fullName === repository.fullName;
    return value === arn && here && (target.environment === undefined || target.environment === environment);
  });
  return visible.map(({ name }) => name).sort()[0];
}

/** `octo-org/workflows/.github/workflows/deploy.yml@refs/tags/v1` is called at `v1`. */
function calledWorkflow(entries: readonly ResolvedEntry[], { fullName }: Repository): string | undefined {
  const required = entries.map((entry) => entry.required.get('job_workflow_ref')?.map(written)[0]);
  const [first] = required;
  if (first === undefined || required.includes(undefined) || first.startsWith(`${fullName}/`)) return undefined;
  return first.replace(/@refs\/(heads|tags)\//, '@');
}

function unusualAudience(entries: readonly ResolvedEntry[]): string | undefined {
  const [first] = entries;
  const usual = 'sts.amazonaws.com';
  if (!first || first.audiences.includes(usual)) return undefined;
  const own = stsAudience(first.partition);
  return first.audiences.find((audience) => audience === own) ?? first.audiences[0];
}
