import { renameOwner, renameRepository } from '../github/rename';
import type { Environment } from '../github/world';
import { openEnvironment, repository as newRepository } from '../terraform/least-world';
import { type Draft, type Edit, pickEntry } from './draft';
import { type EnvironmentText, renameKey } from './input';

const REPOSITORIES = ['web', 'api', 'shop', 'site', 'Web'];
const ENVIRONMENTS = ['production', 'staging', 'preview'];

/** Edits of what stands at GitHub, and what people do there. */
export const GITHUB_EDITS: Readonly<Record<string, Edit>> = {
  'a repository is renamed': (draft) => {
    const names = renamedAtGitHub(draft);
    if (!names) return;
    const [from, to] = names;
    if (draft.said) {
      const settings = (draft.input.repositories[from] ??= {});
      settings.renamed_from = [...(settings.renamed_from ?? []), from];
    }
    callRepository(draft, from, to);
  },
  'a repository is renamed at GitHub alone': (draft) => void renamedAtGitHub(draft),
  'former names of a repository are taken out': (draft) => {
    delete pickEntry(draft, draft.input.repositories)?.[1].renamed_from;
  },
  'the name of a renamed repository is taken by another': ({ world, pick, input }) => {
    const owner = world.owners[input.github.owner];
    const name = pick(Object.keys(world.redirects ?? {}).map((each) => each.split('/')[1] ?? ''));
    if (!owner || name === undefined || owner.repositories[name]) return;
    const id = 900_000 + Object.keys(owner.repositories).length;
    owner.repositories[name] = {
      ...newRepository(id),
      environments: Object.fromEntries(ENVIRONMENTS.map((each) => [each, made()])),
    };
    delete (world.redirects ?? {})[`${input.github.owner}/${name}`.toLowerCase()];
  },
  'the owner is renamed': (draft) => {
    const { input, world, said } = draft;
    const from = input.github.owner;
    const to = from === 'octo-org' ? 'octo-labs' : 'octo-org';
    if (world.owners[to] || !world.owners[from]) return;
    renameOwner(world, from, to);
    const former = (input.github['renamed_from'] ?? []) as readonly string[];
    input.github.owner = to;
    if (said) input.github['renamed_from'] = [...former, from];
  },
  'an environment is declared': (draft) => {
    const settings = pickEntry(draft, draft.input.repositories)?.[1];
    const name = draft.pick(ENVIRONMENTS);
    if (settings && name !== undefined) settings.environments = { ...settings.environments, [name]: protectedText() };
  },
  'an environment is no longer declared': (draft) => {
    const environments = pickEntry(draft, draft.input.repositories)?.[1].environments;
    delete environments?.[draft.pick(Object.keys(environments)) ?? ''];
  },
  'an environment is spelled otherwise': (draft) => {
    const settings = pickEntry(draft, draft.input.repositories)?.[1];
    const from = draft.pick(Object.keys(settings?.environments ?? {}));
    if (!settings?.environments || from === undefined) return;
    const to = from === from.toLowerCase() ? `${from[0]?.toUpperCase() ?? ''}${from.slice(1)}` : from.toLowerCase();
    settings.environments = renameKey(settings.environments, from, to);
    const environment = settings.environments[to];
    const former = (environment?.['renamed_from'] ?? []) as readonly string[];
    if (draft.said && environment) environment['renamed_from'] = [...former.filter((each) => each !== to), from];
  },
  'an environment gets another name': (draft) => {
    const settings = pickEntry(draft, draft.input.repositories)?.[1];
    const from = draft.pick(Object.keys(settings?.environments ?? {}));
    const to = draft.pick(ENVIRONMENTS.filter((name) => !settings?.environments?.[name]));
    if (settings?.environments && from !== undefined && to !== undefined)
      settings.environments = renameKey(settings.environments, from, to);
  },
  'protection changes': (draft) => {
    const environments = pickEntry(draft, draft.input.repositories)?.[1].environments;
    const name = draft.pick(Object.keys(environments ?? {}));
    const texts: readonly EnvironmentText[] = [
      protectedText(),
      { deployment_branches: ['main', 'release/*'], wait_timer: 10 },
      { deployment_branches: ['main'], deployment_tags: ['v*'] },
      { reviewers: { teams: ['release-managers'] } },
      { can_admins_bypass: true },
    ];
    const text = draft.pick(texts);
    if (environments && name !== undefined && text) environments[name] = text;
  },
  'somebody makes an environment': (draft) => {
    const owner = draft.world.owners[draft.input.github.owner];
    const environments = draft.pick(Object.values(owner?.repositories ?? {}))?.environments ?? {};
    const name = draft.pick(ENVIRONMENTS.filter((each) => !spelled(Object.keys(environments), each)));
    if (name !== undefined) environments[name] = made();
  },
  'a subject template is written': (draft) => {
    const settings = pickEntry(draft, draft.input.repositories)?.[1];
    if (settings) settings.subject_template = draft.pick([['repo', 'context', 'repository_id'], 'default'] as const);
  },
  'a subject template is taken out': (draft) => {
    delete pickEntry(draft, draft.input.repositories)?.[1].subject_template;
  },
  'a role trusts an environment': (draft) => {
    const found = pickEntry(draft, draft.input.bindings)?.[1];
    const repository = draft.pick(Object.keys(draft.input.repositories));
    const environment = draft.pick(Object.keys(draft.input.repositories[repository ?? '']?.environments ?? {}));
    if (found && environment !== undefined) found.trust = [{ repository, environment }];
  },
};

/** Edits of the lock file by hand. */
export const LOCK_EDITS: Readonly<Record<string, Edit>> = {
  'an environment is taken out of the lock': (draft) => {
    const environments = pickEntry(draft, draft.lock.repositories ?? {})?.[1].environments;
    delete environments?.[draft.pick(Object.keys(environments)) ?? ''];
  },
  'a repository is taken out of the lock': ({ lock: { repositories = {} }, pick }) => {
    delete repositories[pick(Object.keys(repositories)) ?? ''];
  },
  'an id of the lock is another': (draft) => {
    const entry = pickEntry(draft, draft.lock.repositories ?? {})?.[1];
    if (entry) entry['repository_id'] = '666';
  },
};

/** Protected, with a secret that nobody can read again. */
export function made(): Environment {
  return {
    ...openEnvironment(),
    canAdminsBypass: false,
    branchPolicy: 'custom',
    policies: { '71': { kind: 'branch', pattern: 'main' } },
    secrets: ['DEPLOY_KEY'],
  };
}

/** How such an environment is declared. */
export function protectedText(): EnvironmentText {
  return { deployment_branches: ['main'] };
}

function renamedAtGitHub({ input, world, pick }: Draft): readonly [string, string] | undefined {
  const { owner } = input.github;
  const repositories = world.owners[owner]?.repositories ?? {};
  const from = pick(Object.keys(input.repositories).filter((name) => repositories[name]));
  const to = pick(
    REPOSITORIES.filter((name) => !Object.keys(repositories).some((each) => each !== from && same(each, name))),
  );
  if (from === undefined || to === undefined || from === to) return undefined;
  renameRepository(world, `${owner}/${from}`, `${owner}/${to}`);
  return [from, to];
}

/** Calls a repository otherwise wherever the file names it. */
function callRepository({ input }: Draft, from: string, to: string): void {
  input.repositories = renameKey(input.repositories, from, to);
  for (const { trust } of Object.values(input.bindings))
    for (const entry of trust) if (entry['repository'] === from) entry['repository'] = to;
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function spelled(names: readonly string[], name: string): boolean {
  return names.some((each) => same(each, name));
}
