import type { ResourceType } from '../plugin/provider';
import { type Attributes, type Value, textOf } from '../plugin/value';
import type { OrganizationVariable, Owner } from '../world';
import {
  type GitHub,
  entryOf,
  escaped,
  failure,
  findEnvironment,
  findRepository,
  idParts,
  lookUp,
  notFound,
  request,
  segment,
} from './connection';

/** Where the variables of one kind are. */
interface Home {
  /** Arguments that say whose variables they are, in the order of the id. */
  readonly holders: readonly string[];
  readonly replacedBy: readonly string[];
  readonly path: (github: GitHub, holders: readonly string[]) => string;
  readonly find: (owner: Owner, holders: readonly string[]) => Record<string, string> | undefined;
}

/** `github_actions_variable`. */
export const repositoryVariable = variable({
  holders: ['repository'],
  replacedBy: ['variable_name'],
  path: ({ owner }, [repository]) => `repos/${owner}/${repository}/actions/variables`,
  find: (owner, [repository = '']) => findRepository(owner, repository)?.variables,
});

/** `github_actions_environment_variable`. (6.7 to 6.10 overwrite one that exists; what is before and after does not.) */
export const environmentVariable = variable({
  holders: ['repository', 'environment'],
  replacedBy: ['environment', 'variable_name'],
  path: ({ owner }, [repository, name = '']) => `repos/${owner}/${repository}/environments/${segment(name)}/variables`,
  find: (owner, [repository = '', name = '']) => findEnvironment(owner, repository, name)?.variables,
});

const DATES = { created_at: '2026-01-01 00:00:00 +0000 UTC', updated_at: '2026-01-01 00:00:00 +0000 UTC' };
const UPDATED = { ...DATES, updated_at: '2026-01-02 00:00:00 +0000 UTC' };

function variable({ holders, replacedBy, path, find }: Home): ResourceType<GitHub> {
  const names = [...holders, 'variable_name'];
  const places = (state: Attributes) => holders.map((name) => textOf(state[name]));
  const idOf = (state: Attributes) =>
    names.map((name) => (name === 'environment' ? escaped(textOf(state[name])) : textOf(state[name]))).join(':');
  const one = (github: GitHub, state: Attributes) => `${path(github, places(state))}/${textOf(state['variable_name'])}`;
  return {
    replacedBy,
    validate: ({ variable_name: name }) => requireName(textOf(name)),
    create: (github, planned) => {
      const url = path(github, places(planned));
      return request(github, 'POST', url, (owner) => {
        const variables = find(owner, places(planned));
        if (!variables) throw notFound(github, 'POST', url);
        add(github, url, variables, textOf(planned['variable_name']), textOf(planned['value']));
        return { id: idOf(planned), ...DATES };
      });
    },
    update: (github, planned) => {
      const url = one(github, planned);
      return request(github, 'PATCH', url, (owner) => {
        const variables = find(owner, places(planned)) ?? {};
        variables[existing(github, 'PATCH', url, variables, planned)] = textOf(planned['value']);
        return { id: idOf(planned), ...UPDATED };
      });
    },
    read: (github, state) => {
      const found = lookUp(github, one(github, state), (owner) =>
        entryOf(find(owner, places(state)) ?? {}, textOf(state['variable_name'])),
      );
      return found && { ...DATES, ...withoutNull(state), value: found[1] };
    },
    destroy: (github, state) => {
      const url = one(github, state);
      request(github, 'DELETE', url, (owner) => {
        const variables = find(owner, places(state)) ?? {};
        delete variables[existing(github, 'DELETE', url, variables, state)];
      });
    },
    import: (_, id) => ({ id, ...idParts(id, names) }),
  };
}

/** `github_actions_organization_variable`. */
export const organizationVariable: ResourceType<GitHub> = {
  replacedBy: ['variable_name', 'visibility'],
  validate: ({ variable_name: name, visibility }) => {
    requireName(textOf(name));
    if (!['all', 'private', 'selected'].includes(textOf(visibility)))
      throw new Error(`${textOf(visibility)} is an invalid value for argument [{{} visibility}]`);
  },
  create: (github, planned) => {
    const url = `orgs/${github.owner}/actions/variables`;
    const added = settings(planned);
    return request(github, 'POST', url, ({ variables }) => {
      add(github, url, variables, textOf(planned['variable_name']), added);
      return { id: textOf(planned['variable_name']), ...DATES };
    });
  },
  update: (github, planned) => {
    const url = ownPath(github, planned);
    const changed = settings(planned);
    return request(github, 'PATCH', url, ({ variables }) => {
      variables[existing(github, 'PATCH', url, variables, planned)] = changed;
      return UPDATED;
    });
  },
  read: (github, state) => {
    const name = textOf(state['variable_name']);
    const found = lookUp(github, ownPath(github, state), ({ variables }) => entryOf(variables, name)?.[1]);
    return found && { ...DATES, ...withoutNull(state), ...attributes(found, state) };
  },
  destroy: (github, state) => {
    const url = ownPath(github, state);
    request(github, 'DELETE', url, ({ variables }) => {
      delete variables[existing(github, 'DELETE', url, variables, state)];
    });
  },
  import: (_, id) => ({ id, variable_name: id }),
};

function ownPath({ owner }: GitHub, state: Attributes): string {
  return `orgs/${owner}/actions/variables/${textOf(state['variable_name'])}`;
}

function settings(planned: Attributes): OrganizationVariable {
  const visibility = textOf(planned['visibility']);
  const selected = numbers(planned['selected_repository_ids']);
  if (visibility !== 'selected' && selected.length > 0)
    throw new Error('cannot use selected_repository_ids without visibility being set to selected');
  return { value: textOf(planned['value']), visibility, selected };
}

/** Where none is selected, an empty set and no set are the same to the provider. */
function attributes({ value, visibility, selected }: OrganizationVariable, state: Attributes): Attributes {
  const ids = visibility === 'selected' ? selected : [];
  const before = state['selected_repository_ids'];
  const none = Array.isArray(before) && before.length === 0 ? before : null;
  return { value, visibility, selected_repository_ids: ids.length > 0 ? ids : none };
}

function numbers(value: Value | undefined): readonly number[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'number') : [];
}

/** GitHub writes names in capitals, and refuses one that exists. */
function add<T>(github: GitHub, url: string, variables: Record<string, T>, name: string, value: T): void {
  if (entryOf(variables, name)) throw failure(github, 'POST', url, 409, 'Already exists - Variable already exists');
  variables[name.toUpperCase()] = value;
}

/** The name of a variable as GitHub writes it. */
function existing<T>(
  github: GitHub,
  method: string,
  url: string,
  variables: Readonly<Record<string, T>>,
  state: Attributes,
): string {
  const found = entryOf(variables, textOf(state['variable_name']));
  if (!found) throw notFound(github, method, url);
  return found[0];
}

function requireName(name: string): void {
  if (!/^[A-Za-z_]\w*$/.test(name))
    throw new Error(
      'secret names can only contain alphanumeric characters or underscores and must not start with a number',
    );
  if (name.toUpperCase().startsWith('GITHUB_')) throw new Error('secret names must not start with the GITHUB_ prefix');
}

function withoutNull(state: Attributes): Attributes {
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== null));
}
