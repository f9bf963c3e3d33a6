import type { ResourceType } from '../plugin/provider';
import { type Attributes, type Value, textOf } from '../plugin/value';
import type { Owner } from '../world';
import { type GitHub, failure, findEnvironment, findRepository, idParts, request } from './connection';

/** Where the variables of one kind are. */
interface Home {
  /** Arguments that say whose variables they are, in the order of the id. */
  readonly holders: readonly string[];
  readonly path: (github: GitHub, holders: readonly string[]) => string;
  readonly find: (owner: Owner, holders: readonly string[]) => Record<string, string> | undefined;
}

/** `github_actions_variable`. */
export const repositoryVariable = variable({
  holders: ['repository'],
  path: ({ owner }, [repository]) => `repos/${owner}/${repository}/actions/variables`,
  find: (owner, [repository = '']) => findRepository(owner, repository)?.variables,
});

/** `github_actions_environment_variable`. */
export const environmentVariable = variable({
  holders: ['repository', 'environment'],
  path: ({ owner }, [repository, name = '']) =>
    `repos/${owner}/${repository}/environments/${encodeURIComponent(name)}/variables`,
  find: (owner, [repository = '', name = '']) => {
    const found = findRepository(owner, repository);
    return found && findEnvironment(found, name)?.variables;
  },
});

const DATES = { created_at: '2026-01-01 00:00:00 +0000 UTC', updated_at: '2026-01-01 00:00:00 +0000 UTC' };

function variable({ holders, path, find }: Home): ResourceType<GitHub> {
  const places = (state: Attributes) => holders.map((name) => textOf(state[name]));
  const escaped = (parts: readonly string[]) => parts.map((each, i) => (i === 1 ? each.replaceAll(':', '??') : each));
  return {
    replacedBy: [...holders, 'variable_name'],
    renewed: ['updated_at'],
    validate: ({ variable_name: name }) => requireName(textOf(name)),
    create: (github, planned) => {
      const url = path(github, places(planned));
      return request(github, 'POST', url, (owner) => {
        const variables = find(owner, places(planned));
        const name = textOf(planned['variable_name']);
        if (!variables) throw failure(github, 'POST', url, 404, 'Not Found');
        if (variables[name] !== undefined)
          throw failure(github, 'POST', url, 409, 'Already exists - Variable already exists');
        variables[name] = textOf(planned['value']);
        return { id: [...escaped(places(planned)), name].join(':'), ...DATES };
      });
    },
    update: (github, planned) => {
      const name = textOf(planned['variable_name']);
      const url = `${path(github, places(planned))}/${name}`;
      return request(github, 'PATCH', url, (owner) => {
        const variables = find(owner, places(planned));
        if (variables?.[name] === undefined) throw failure(github, 'PATCH', url, 404, 'Not Found');
        variables[name] = textOf(planned['value']);
        return { ...DATES, updated_at: '2026-01-02 00:00:00 +0000 UTC' };
      });
    },
    read: (github, state) => {
      const name = textOf(state['variable_name']);
      const value = request(github, 'GET', path(github, places(state)), (owner) => find(owner, places(state))?.[name]);
      return value === undefined ? undefined : { ...DATES, ...withoutNull(state), value };
    },
    destroy: (github, state) => {
      const name = textOf(state['variable_name']);
      const url = `${path(github, places(state))}/${name}`;
      request(github, 'DELETE', url, (owner) => {
        const variables = find(owner, places(state));
        if (variables?.[name] === undefined) throw failure(github, 'DELETE', url, 404, 'Not Found');
        delete variables[name];
      });
    },
    import: (_, id) => {
      const parts = idParts(id, holders.length + 1);
      const values = parts.map((each, i) => (i === 1 ? each.replaceAll('??', ':') : each));
      const named = [...holders, 'variable_name'].map((name, i): [string, string] => [name, values[i] ?? '']);
      return { id, ...Object.fromEntries(named) };
    },
  };
}

/** `github_actions_organization_variable`. */
export const organizationVariable: ResourceType<GitHub> = {
  replacedBy: ['variable_name'],
  renewed: ['updated_at'],
  validate: ({ variable_name: name, visibility }) => {
    requireName(textOf(name));
    if (!['all', 'private', 'selected'].includes(textOf(visibility)))
      throw new Error(`expected visibility to be one of ["all" "private" "selected"], got ${textOf(visibility)}`);
  },
  create: (github, planned) => {
    const url = `orgs/${github.owner}/actions/variables`;
    return request(github, 'POST', url, ({ variables }) => {
      const name = textOf(planned['variable_name']);
      if (variables[name]) throw failure(github, 'POST', url, 409, 'Already exists - Variable already exists');
      variables[name] = settings(planned);
      return { id: name, ...DATES };
    });
  },
  update: (github, planned) => {
    const name = textOf(planned['variable_name']);
    return request(github, 'PATCH', `orgs/${github.owner}/actions/variables/${name}`, ({ variables }) => {
      variables[name] = settings(planned);
      return DATES;
    });
  },
  read: (github, state) => {
    const name = textOf(state['id']);
    const found = request(
      github,
      'GET',
      `orgs/${github.owner}/actions/variables/${name}`,
      (owner) => owner.variables[name],
    );
    if (!found) return undefined;
    const { value, visibility, selected } = found;
    const listed = Array.isArray(state['selected_repository_ids']) ? selected : null;
    return { ...DATES, ...withoutNull(state), variable_name: name, value, visibility, selected_repository_ids: listed };
  },
  destroy: (github, state) =>
    request(github, 'DELETE', `orgs/${github.owner}/actions/variables`, ({ variables }) => {
      delete variables[textOf(state['id'])];
    }),
  import: (_, id) => ({ id, variable_name: id }),
};

function settings(planned: Attributes) {
  const ids = planned['selected_repository_ids'];
  return {
    value: textOf(planned['value']),
    visibility: textOf(planned['visibility']),
    selected: Array.isArray(ids) ? ids.filter((id: Value) => typeof id === 'number') : [],
  };
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
