import type { AccessPlan, RolePlan } from '../../../src/access-plan/access-plan';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic';
import type { World } from '../terraform/world';
import type { LockText } from './draft';
import type { BindingText, Input } from './input';

/** An input with what it means, and the world in which it is applied. */
export interface Stated {
  readonly input: Input;
  readonly lock: LockText;
  readonly plan: AccessPlan;
  readonly world: World;
}

/** A change from one to the other, with what `--since` warned of. */
export interface Change {
  readonly before: Stated;
  readonly after: Stated;
  readonly warned: readonly Diagnostic[];
}

/** Whether the words of a change name this loss. It reads the file and its plan, and nothing of what is emitted. */
export function isNamed(loss: string, change: Change): boolean {
  const [kind = '', whose = '', ...rest] = loss.split(' ');
  if (kind === 'role') return rest.length === 0 ? roleMayGo(whose, change) : roleMayLose(whose, rest[0] ?? '', change);
  if (kind === 'provider') return providerMayLose(whose, rest[0], change);
  if (kind === 'organization')
    return rest[2] === undefined ? variableMayGo(change, rest[1] ?? '') : isWarned(change, rest[1] ?? '');
  if (kind === 'repository' && rest[0] === 'variable') return variableMayGo(change, rest[1] ?? '', Number(whose));
  if (kind === 'repository' && rest[0] === 'template')
    return templateMayGo(change, repositoryName(change, Number(whose)) ?? '');
  if (kind === 'repository' && rest[2] === 'variable')
    return variableMayGo(change, rest[3] ?? '', Number(whose), rest[1]);
  if (kind === 'repository' && rest[2] === 'rule')
    return ruleMayGo(change, Number(whose), rest[1] ?? '', rest[4] ?? '');
  return false;
}

function roleMayGo(role: string, { before, after }: Change): boolean {
  const found = roleOf(role, before.plan);
  if (!found) return false;
  const { account, binding } = found;
  const heir = heirOf(binding, after.input);
  const now = Object.entries(after.input.accounts).find(([, { id }]) => id === account.id);
  const mine = before.input.bindings[binding];
  if (mine?.release || heir?.release || isAdopted(mine, account.name)) return false;
  return !heir || now?.[1]['retired'] === true || !heir.accounts.includes(now?.[0] ?? '');
}

function roleMayLose(role: string, what: string, { before, after }: Change): boolean {
  const now = roleOf(role, after.plan);
  const heir = now && after.input.bindings[now.binding];
  if (!heir) return false;
  const settings = after.input.accounts[now.account.name];
  const earlier = roleOf(role, before.plan);
  const mine = earlier && before.input.bindings[earlier.binding];
  const exclusive = (binding?: BindingText) => binding?.role?.['exclusive'] !== false;
  switch (what) {
    case 'description':
      return heir.role?.['description'] !== undefined;
    case 'session':
      return heir.role?.['max_session_duration'] !== undefined;
    case 'permissionsBoundary':
      return (heir.role?.['permissions_boundary'] ?? settings?.['permissions_boundary']) !== undefined;
    case 'tag':
      return heir.role?.['tags'] !== undefined;
    case 'policy':
      return (
        !mine ||
        (exclusive(heir) && !exclusive(mine)) ||
        JSON.stringify(mine.permissions) !== JSON.stringify(heir.permissions)
      );
    default:
      return false;
  }
}

function providerMayLose(arn: string, what: string | undefined, { before, after }: Change): boolean {
  const id = arn.split(':')[4] ?? '';
  const of = (input: Input) => Object.values(input.accounts).find((account) => account['id'] === id);
  const [mine, now] = [of(before.input), of(after.input)];
  if (what === 'client') return now?.['audiences'] !== undefined;
  if (what !== undefined) return false;
  const isOurs = (account?: Record<string, unknown>) => (account?.['oidc_provider'] ?? 'create') === 'create';
  const { enterprise_issuer: issuer } = before.input.github;
  const isSwitched = typeof issuer === 'object' && typeof after.input.github['enterprise_issuer'] === 'string';
  return isOurs(mine) && isOurs(now) && (now?.['retired'] === true || (isSwitched && !arn.endsWith('octo-enterprise')));
}

/** A variable that is published no longer: with its role, or as was warned. */
function variableMayGo(change: Change, name: string, repository?: number, environment?: string): boolean {
  const [before, after] = [publishedIn(change.before), publishedIn(change.after)];
  const isThis = (each: Published) =>
    isSame(each.name, name) && each.repository === repository && each.environment === environment;
  const found = before.published.find(isThis);
  if (!found || [...after.published, ...after.released].some(isThis)) return false;
  const roles = change.after.plan.accounts.flatMap((account) => account.roles.map(({ arn }) => arn));
  return !roles.includes(found.value ?? '') || isWarned(change, name);
}

interface Published {
  readonly name: string;
  readonly value?: string;
  /** Its id. */
  readonly repository?: number;
  /** In lower case. */
  readonly environment?: string;
}

/** The variables of a plan, and those that it lets go of; those of the organization have no repository. */
function publishedIn({ plan, world }: Stated): Readonly<Record<'published' | 'released', readonly Published[]>> {
  const placed = (
    owner: string,
    each: { repository?: string; environment?: string; name: string; value?: string },
  ) => ({
    ...each,
    repository:
      each.repository === undefined ? undefined : (world.owners[owner]?.repositories[each.repository]?.id ?? 0),
    environment: each.environment?.toLowerCase(),
  });
  return {
    published: plan.publish.flatMap(({ owner, variables, organizationVariables }) => [
      ...variables.map((each) => placed(owner, each)),
      ...organizationVariables.map(({ name, value }) => ({ name, value })),
    ]),
    released: plan.publish.flatMap(({ owner, released }) => released.map((each) => placed(owner, each))),
  };
}

/** Whether it was said that a variable would be lost. */
export function isWarned({ warned }: Change, variable: string): boolean {
  return warned.some(
    ({ rule, message }) => rule === 'variable-lost' && message.toUpperCase().includes(`\`${variable}\``),
  );
}

function ruleMayGo(change: Change, repository: number, environment: string, pattern: string): boolean {
  const environments = Object.entries(settingsOf(change, repository)?.environments ?? {});
  const text = environments.find(([name]) => name.toLowerCase() === environment)?.[1];
  const patterns = [text?.['deployment_branches'] ?? [], text?.['deployment_tags'] ?? []].flat();
  return text !== undefined && !patterns.includes(pattern);
}

/**
 * A template is reset where the file says so, or said so before and needs it no longer. Without a word it is where the lock file says
 * that it is GitHub's own already: the trust follows the lock file, and what is reset fits it.
 */
export function templateMayGo({ before, after }: Change, repository: string): boolean {
  const isDefault = ({ input }: Stated) => input.repositories[repository]?.subject_template === 'default';
  const locked = after.lock.repositories?.[`${after.input.github.owner}/${repository}`]?.['subject_claims'];
  return isDefault(after) || isDefault(before) || locked === 'default';
}

function settingsOf(change: Change, id: number) {
  return change.after.input.repositories[repositoryName(change, id) ?? ''];
}

/** What the repository with an id is called now. */
function repositoryName({ after: { input, world } }: Change, id: number): string | undefined {
  const repositories = Object.entries(world.owners[input.github.owner]?.repositories ?? {});
  return repositories.find(([, repository]) => repository.id === id)?.[0];
}

interface FoundRole {
  readonly account: { readonly name: string; readonly id: string };
  readonly binding: string;
}

function roleOf(role: string, { accounts }: AccessPlan): FoundRole | undefined {
  const [id = '', name = ''] = role.split('/');
  const account = accounts.find((each) => each.id === id);
  const found = account?.roles.find((each: RolePlan) => each.name.toLowerCase() === name.toLowerCase());
  return account && found && { account, binding: found.binding };
}

/** The binding that goes on with what another one had. */
function heirOf(binding: string, { bindings }: Input): BindingText | undefined {
  const said = Object.values(bindings).find(({ renamed_from: former = [] }) => former.includes(binding));
  return bindings[binding] ?? said;
}

function isAdopted(binding: BindingText | undefined, account: string): boolean {
  const accounts = binding?.role?.['import'];
  return Array.isArray(accounts) && accounts.includes(account);
}

/** GitHub writes names of variables in capitals. */
function isSame(one: string, other: string): boolean {
  return one.toUpperCase() === other.toUpperCase();
}
