import type { ResourceType } from '../plugin/provider';
import { type Attributes, textOf } from '../plugin/value';
import { type Client, ask, find, repositoryId, repositoryPath, segment } from './client';
import { escaped, idParts } from './ids';
import { replacedInAnotherRepository } from './in-repository';

/** Where the variables of one kind are. */
interface Home {
  /** Arguments that say whose variables they are, in the order of the id. */
  readonly holders: readonly string[];
  readonly replacedBy: readonly string[];
  readonly path: (client: Client, state: Attributes) => string;
}

/** `github_actions_variable`. */
export const repositoryVariable = variable({
  holders: ['repository'],
  replacedBy: ['variable_name'],
  path: (client, { repository }) => `${repositoryPath(client, textOf(repository))}/actions/variables`,
});

/** `github_actions_environment_variable`. */
export const environmentVariable = variable({
  holders: ['repository', 'environment'],
  replacedBy: ['environment', 'variable_name'],
  path: (client, { repository, environment }) =>
    `${repositoryPath(client, textOf(repository))}/environments/${segment(textOf(environment))}/variables`,
});

function variable({ holders, replacedBy, path }: Home): ResourceType<Client> {
  const names = [...holders, 'variable_name'];
  const onePath = (client: Client, state: Attributes) => `${path(client, state)}/${textOf(state['variable_name'])}`;
  const idOf = (state: Attributes) =>
    names.map((name) => (name === 'environment' ? escaped(textOf(state[name])) : textOf(state[name]))).join(':');
  return {
    replacedBy,
    replacedIf: replacedInAnotherRepository,
    validate: ({ variable_name: name }) => requireVariableName(textOf(name)),
    create: async (client, planned) => {
      await ask(client, 'POST', path(client, planned), body(planned));
      const repository_id = await repositoryId(client, textOf(planned['repository']));
      return { id: idOf(planned), repository_id, ...(await dates(client, onePath(client, planned))) };
    },
    update: async (client, planned) => {
      await ask(client, 'PATCH', onePath(client, planned), body(planned));
      return { id: idOf(planned), ...(await dates(client, onePath(client, planned))) };
    },
    read: async (client, state) => {
      const found = await find<VariableJson>(client, onePath(client, state));
      return found && { ...state, value: found.body.value, ...datesOf(found.body) };
    },
    destroy: async (client, state) => {
      await ask(client, 'DELETE', onePath(client, state));
    },
    import: async (client, id) => {
      const parts: Attributes = idParts(id, names);
      const repository_id = await repositoryId(client, textOf(parts['repository']));
      const { body: read } = await ask<VariableJson>(client, 'GET', onePath(client, parts));
      return { id, ...parts, repository_id, value: read.value, ...datesOf(read) };
    },
  };
}

/** What GitHub says of a variable. */
export interface VariableJson {
  readonly value: string;
  readonly visibility?: string;
  readonly created_at: string;
  readonly updated_at: string;
}

/** The name and the value, as they are sent. */
export function body(planned: Attributes): { name: string; value: string } {
  return { name: textOf(planned['variable_name']), value: textOf(planned['value']) };
}

/** The dates of a variable that was just written, which takes another request. */
export async function dates(client: Client, path: string): Promise<Attributes> {
  const found = await find<VariableJson>(client, path);
  return found ? datesOf(found.body) : {};
}

/** The dates of a variable, as Go writes them. */
export function datesOf({ created_at, updated_at }: VariableJson): Attributes {
  const [created, updated] = [created_at, updated_at].map(
    (each) => `${each.replace('T', ' ').replace('Z', '')} +0000 UTC`,
  );
  return { created_at: created ?? null, updated_at: updated ?? null };
}

/** Refuses a name that no variable may have. */
export function requireVariableName(name: string): void {
  if (!/^[A-Za-z_]\w*$/.test(name))
    throw new Error(
      'secret names can only contain alphanumeric characters or underscores and must not start with a number',
    );
  if (name.toUpperCase().startsWith('GITHUB_')) throw new Error('secret names must not start with the GITHUB_ prefix');
}
