import type { ResourceType } from '../plugin/provider';
import { type Attributes, textOf } from '../plugin/value';
import { type Client, ask, find, repositoryId, repositoryPath, segment } from './client';
import { escaped, idParts } from './ids';
import { replacedInAnotherRepository } from './in-repository';

const PATTERNS = ['branch_pattern', 'tag_pattern'] as const;

/**
 * `github_repository_environment_deployment_policy`: a pattern of names that may deploy. One that exists already is answered by
 * the list of all, from which the provider reads no id: it holds the id 0 then, which the next read does not find.
 */
export const deploymentPolicy: ResourceType<Client> = {
  replacedBy: ['environment'],
  replacedIf: async (client, planned, prior) => {
    const ofRepository = await replacedInAnotherRepository(client, planned, prior);
    const isOther = PATTERNS.every((name) => textOf(planned[name]) !== textOf(prior[name]));
    return isOther ? [...ofRepository, ...PATTERNS] : ofRepository;
  },
  validate: (config) => {
    const given = PATTERNS.filter((name) => (config[name] ?? null) !== null);
    if (given.length !== 1)
      throw new Error(
        `Invalid combination of arguments: "branch_pattern": one of \`branch_pattern,tag_pattern\` must be specified`,
      );
    if (given.some((name) => config[name] === '')) throw new Error('expected the pattern to not be an empty string');
  },
  create: async (client, planned) => {
    const [branch, tag] = PATTERNS.map((name) => textOf(planned[name]));
    const wanted = branch ? { name: branch, type: 'branch' } : { name: tag, type: 'tag' };
    const { body } = await ask<{ id?: number }>(client, 'POST', path(client, planned), wanted);
    const id = body.id ?? 0;
    const repository = textOf(planned['repository']);
    return {
      id: idOf(planned, id),
      policy_id: id,
      repository_id: await repositoryId(client, repository),
    };
  },
  update: async (client, planned) => {
    const name = PATTERNS.map((each) => textOf(planned[each])).find((each) => each !== '');
    await ask(client, 'PUT', onePath(client, planned), { name });
    return { id: idOf(planned, Number(planned['policy_id'])) };
  },
  read: async (client, state) => {
    const found = await find<{ name: string; type: string }>(client, onePath(client, state));
    return found && { ...state, [found.body.type === 'branch' ? 'branch_pattern' : 'tag_pattern']: found.body.name };
  },
  destroy: async (client, state) => {
    await ask(client, 'DELETE', onePath(client, state));
  },
  import: async (client, id) => {
    const { repository, environment, policy } = idParts(id, ['repository', 'environment', 'policy']);
    if (!/^[+-]?\d+$/.test(policy)) throw new Error(`invalid policy ID: ${policy}`);
    return {
      id,
      repository,
      environment,
      policy_id: Number(policy),
      repository_id: await repositoryId(client, repository),
    };
  },
};

function idOf({ repository, environment }: Attributes, id: number): string {
  return `${textOf(repository)}:${escaped(textOf(environment))}:${id}`;
}

function path(client: Client, { repository, environment }: Attributes): string {
  const name = segment(textOf(environment));
  return `${repositoryPath(client, textOf(repository))}/environments/${name}/deployment-branch-policies`;
}

function onePath(client: Client, state: Attributes): string {
  return `${path(client, state)}/${Number(state['policy_id'])}`;
}
