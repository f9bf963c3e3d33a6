import type { ResourceType } from '../plugin/provider';
import { type Attributes, type Value, textOf } from '../plugin/value';
import { type Client, ask, find } from './client';
import { pages } from './pages';
import { type VariableJson, body, dates, datesOf, requireVariableName } from './variables';

/** `github_actions_organization_variable`, of which the visibility changes in place. */
export const organizationVariable: ResourceType<Client> = {
  replacedBy: ['variable_name'],
  validate: ({ variable_name: name, visibility }) => {
    requireVariableName(textOf(name));
    const known = ['all', 'private', 'selected'];
    if (!known.includes(textOf(visibility)))
      throw new Error(`expected visibility to be one of ["${known.join('" "')}"], got ${textOf(visibility)}`);
  },
  checkUpdate: ({ visibility, selected_repository_ids: ids }) => {
    if (visibility !== 'selected' && numbers(ids).length > 0)
      throw new Error('cannot use selected_repository_ids without visibility being set to selected');
  },
  create: async (client, planned) => {
    await ask(client, 'POST', path(client), settings(planned));
    return { id: textOf(planned['variable_name']), ...(await dates(client, onePath(client, planned))) };
  },
  update: async (client, planned) => {
    await ask(client, 'PATCH', onePath(client, planned), settings(planned));
    return { id: textOf(planned['variable_name']), ...(await dates(client, onePath(client, planned))) };
  },
  read: async (client, state) => {
    const found = await find<VariableJson>(client, onePath(client, state));
    if (!found) return undefined;
    const { value, visibility = '' } = found.body;
    const isKnown = numbers(state['selected_repository_ids']).length > 0;
    const selected = visibility === 'selected' && isKnown ? await selectedIds(client, state) : {};
    return { ...state, value, visibility, ...datesOf(found.body), ...selected };
  },
  destroy: async (client, state) => {
    await ask(client, 'DELETE', onePath(client, state));
  },
  import: async (client, id) => {
    const state = { id, variable_name: id };
    const { body: read } = await ask<VariableJson>(client, 'GET', onePath(client, state));
    const { value, visibility = '' } = read;
    const selected = visibility === 'selected' ? await selectedIds(client, state) : {};
    return { ...state, value, visibility, ...datesOf(read), ...selected };
  },
};

function settings(planned: Attributes): object {
  const selected_repository_ids = numbers(planned['selected_repository_ids']);
  return { ...body(planned), visibility: textOf(planned['visibility']), selected_repository_ids };
}

async function selectedIds(client: Client, state: Attributes): Promise<Attributes> {
  const found = await pages<{ readonly repositories: readonly { readonly id: number }[] }>(
    client,
    `${onePath(client, state)}/repositories`,
  );
  return { selected_repository_ids: found.flatMap(({ repositories }) => repositories.map(({ id }) => id)) };
}

function numbers(value: Value | undefined): readonly number[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'number') : [];
}

function path({ owner }: Client): string {
  return `orgs/${owner}/actions/variables`;
}

function onePath(client: Client, state: Attributes): string {
  return `${path(client)}/${textOf(state['variable_name'])}`;
}
