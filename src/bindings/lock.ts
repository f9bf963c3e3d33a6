import { type Problems, type Result, createProblems } from '../diagnostics/diagnostic';
import { type Location, type Source, child, keyOf, location, wasPruned } from '../diagnostics/source';
import type { InferOutput } from 'valibot';
import { DEFAULT_TEMPLATE } from '../oidc/claims';
import { immutablePrefix, legacyPrefix } from '../oidc/subject';
import { lockFile } from './schema/lock-file';
import { validate } from './validate';
import { readYaml } from './yaml';

type LockFile = InferOutput<typeof lockFile>;
type Facts = NonNullable<LockFile['repositories']> extends ReadonlyMap<string, infer F> ? F : never;

/** What the lock knows of an environment that exists. */
export type EnvironmentFacts = Exclude<
  NonNullable<Facts['environments']> extends ReadonlyMap<string, infer E> ? E : never,
  'absent' | null
>;

/** Patterns of branches or tags, as the lock writes them: with the ids of their rules, or as a list where those are not known. */
export type RulePatterns = readonly string[] | ReadonlyMap<string, number>;

/** A branch or tag rule that GitHub has. */
export interface DeploymentRule {
  readonly kind: 'branch' | 'tag';
  readonly pattern: string;
  /** By which Terraform adopts it; not known where the lock lists patterns alone. */
  readonly id?: number;
}

/** What GitHub said of a repository; what is missing is not known. */
export interface LockedRepository {
  readonly owner: string;
  readonly name: string;
  readonly at: Location;
  /** On GitHub Enterprise Server there may be none. */
  readonly ids?: { readonly owner: string; readonly repository: string };
  /** Which of the two subject forms GitHub sends. */
  readonly subjectFormat?: 'legacy' | 'immutable';
  readonly template?: readonly string[];
  readonly ownerType?: 'Organization' | 'User';
  readonly defaultBranch?: string;
  /** What a workflow's token may do where the workflow names no `permissions`. */
  readonly defaultWorkflowPermissions?: 'read' | 'write';
  readonly visibility?: string;
  readonly archived?: boolean;
  readonly hasProtectedBranches?: boolean;
  readonly environments: ReadonlyMap<string, EnvironmentFacts | 'absent'>;
  /** Names as `owner/name` that it had before, oldest first. */
  readonly formerNames: readonly string[];
  /** Environments that bindings.yaml declared when `lock` ran. */
  readonly kept: readonly string[];
}

/** bindings.lock.yaml: the facts about repositories by `owner/name`. */
export interface Lock {
  readonly source: Source;
  readonly repositories: ReadonlyMap<string, LockedRepository>;
}

/** The branch and tag rules that GitHub has for an environment, in the order of the lock file. */
export function deploymentRules({
  deployment_branches: branches = [],
  deployment_tags: tags = [],
}: EnvironmentFacts): readonly DeploymentRule[] {
  return [...rulesOf('branch', branches), ...rulesOf('tag', tags)];
}

function rulesOf(kind: DeploymentRule['kind'], patterns: RulePatterns): readonly DeploymentRule[] {
  return isWithIds(patterns)
    ? [...patterns].map(([pattern, id]) => ({ kind, pattern, id }))
    : patterns.map((pattern) => ({ kind, pattern }));
}

/** Whether the ids of the rules are known. */
export function isWithIds(patterns: RulePatterns): patterns is ReadonlyMap<string, number> {
  return !Array.isArray(patterns);
}

/** An environment's branch rules as bindings.yaml would write them: without ids. */
export function branchSettings(facts: EnvironmentFacts) {
  const { deployment_branches: branches, deployment_tags: tags, protected_branches } = facts;
  return {
    deployment_branches: branches && patternsOf(branches),
    deployment_tags: tags && patternsOf(tags),
    protected_branches,
  };
}

function patternsOf(patterns: RulePatterns): readonly string[] {
  return isWithIds(patterns) ? [...patterns.keys()] : patterns;
}

/** A lock that knows nothing; `file` is where it would be. */
export function emptyLock(file: string): Lock {
  return { source: { file, text: '', tree: null, pruned: [] }, repositories: new Map() };
}

/** Reads the text of a bindings.lock.yaml. `idsRequired` is false for GitHub Enterprise Server. */
export function parseLock(file: string, text: string, idsRequired: boolean): Result<Lock> {
  const [yaml, unreadable] = readYaml(file, text);
  const problems = createProblems();
  const read = yaml.value === undefined ? undefined : validate(lockFile, yaml, problems);
  const repositories = new Map<string, LockedRepository>();
  for (const [fullName, facts] of read?.value.repositories ?? []) {
    const at = child(location(read?.source ?? yaml.source), 'repositories', fullName);
    const locked = lockedRepository(fullName, facts, at, idsRequired, problems);
    checkEnvironments(locked, problems);
    checkFormerNames(locked, problems);
    repositories.set(fullName, locked);
  }
  checkConsistency(repositories.values(), problems);
  return [{ source: read?.source ?? yaml.source, repositories }, [...unreadable, ...problems.all]];
}

function lockedRepository(
  fullName: string,
  facts: Facts,
  at: Location,
  idsRequired: boolean,
  problems: Problems,
): LockedRepository {
  const [owner = '', name = ''] = fullName.split('/');
  const { owner_id: ownerId, repository_id: repositoryId, subject_claims: claims } = facts;
  const ids =
    ownerId !== undefined && repositoryId !== undefined ? { owner: ownerId, repository: repositoryId } : undefined;
  if (!ids && !wasPruned(at)) reportMissingIds(facts, at, idsRequired, problems);
  return {
    owner,
    name,
    at,
    ids,
    subjectFormat: subjectFormat(owner, name, ids, facts.subject_prefix, at, problems),
    template: claims === 'default' ? DEFAULT_TEMPLATE : claims,
    ownerType: facts.owner_type,
    defaultBranch: facts.default_branch,
    defaultWorkflowPermissions: facts.default_workflow_permissions,
    visibility: facts.visibility,
    archived: facts.archived,
    hasProtectedBranches: facts.has_protected_branches,
    environments: new Map([...(facts.environments ?? [])].map(([environment, known]) => [environment, known ?? {}])),
    formerNames: facts.former_names ?? [],
    kept: facts.kept ?? [],
  };
}

function reportMissingIds(facts: Facts, at: Location, idsRequired: boolean, problems: Problems): void {
  const missing = (['owner_id', 'repository_id'] as const).filter((key) => facts[key] === undefined);
  const [only] = missing;
  if (missing.length === 1)
    problems.error('half-id-pin', keyOf(at), `\`${only}\` is missing: the two ids hold together or not at all`);
  else if (idsRequired) problems.error('missing-key', keyOf(at), 'the keys `owner_id` and `repository_id` are missing');
}

/** The prefix only selects the form, and is never copied into a policy: so it has to be one of the two that can be. */
function subjectFormat(
  owner: string,
  name: string,
  ids: LockedRepository['ids'],
  prefix: string | undefined,
  at: Location,
  problems: Problems,
): 'legacy' | 'immutable' | undefined {
  const legacy = legacyPrefix({ owner, name });
  const immutable = ids && immutablePrefix(owner, name, ids);
  if (prefix === undefined) return undefined;
  if (prefix === legacy) return 'legacy';
  if (prefix === immutable) return 'immutable';
  const possible = [legacy, immutable].filter((known) => known !== undefined).map((known) => `\`${known}\``);
  problems.error(
    'lock-mismatch',
    child(at, 'subject_prefix'),
    `\`${prefix}\` is not this repository's: it can be ${possible.join(' or ')}`,
  );
  return undefined;
}

function checkEnvironments({ environments, at }: LockedRepository, problems: Problems): void {
  const seen = new Map<string, string>();
  for (const name of environments.keys()) {
    const other = seen.get(name.toLowerCase());
    seen.set(name.toLowerCase(), name);
    if (other === undefined) continue;
    const place = (environment: string) => keyOf(child(at, 'environments', environment));
    const first = { message: 'the other one', at: place(other) };
    problems.error(
      'lock-mismatch',
      place(name),
      `\`${name}\` and \`${other}\` differ only in case: GitHub has one of them`,
      first,
    );
  }
}

/** What it held under a former name is let go of: under the present one nothing may be. */
function checkFormerNames({ owner, name, formerNames, at }: LockedRepository, problems: Problems): void {
  const index = formerNames.indexOf(`${owner}/${name}`);
  if (index >= 0)
    problems.error(
      'lock-mismatch',
      child(at, 'former_names', index),
      `\`${owner}/${name}\` is what the repository is called now: it cannot be a former name too`,
    );
}

/** Names differ in more than case, a repository id has one name, an owner one id and an owner id one owner. */
function checkConsistency(repositories: Iterable<LockedRepository>, problems: Problems): void {
  const byName = new Map<string, LockedRepository>();
  const byId = new Map<string, LockedRepository>();
  const byOwner = new Map<string, LockedRepository>();
  const byOwnerId = new Map<string, LockedRepository>();
  for (const repository of repositories) {
    const { owner, name, ids, at } = repository;
    const report = (other: LockedRepository, place: Location, message: string) =>
      problems.error('lock-mismatch', place, message, { message: 'the other one', at: keyOf(other.at) });
    const sameName = first(byName, `${owner}/${name}`.toLowerCase(), repository);
    if (sameName)
      report(
        sameName,
        keyOf(at),
        `\`${owner}/${name}\` and \`${sameName.owner}/${sameName.name}\` differ only in case: GitHub has one of them`,
      );
    if (!ids) continue;
    const sameId = first(byId, ids.repository, repository);
    if (sameId)
      report(
        sameId,
        child(at, 'repository_id'),
        `\`${sameId.owner}/${sameId.name}\` has the same \`repository_id\`: GitHub gives each id once`,
      );
    const sameOwner = first(byOwner, owner, repository);
    if (sameOwner?.ids && sameOwner.ids.owner !== ids.owner)
      report(sameOwner, child(at, 'owner_id'), `\`${owner}\` has another \`owner_id\` elsewhere`);
    const sameOwnerId = first(byOwnerId, ids.owner, repository);
    if (sameOwnerId && sameOwnerId.owner !== owner)
      report(
        sameOwnerId,
        child(at, 'owner_id'),
        `\`${sameOwnerId.owner}\` has the same \`owner_id\`: GitHub gives each id once`,
      );
  }
}

/** What came under this key before; the first to come stays. */
function first<T>(seen: Map<string, T>, key: string, value: T): T | undefined {
  const before = seen.get(key);
  if (before === undefined) seen.set(key, value);
  return before;
}
