import { type Answer, NOT_FOUND, type Request, found } from './answer';
import { addPolicy, changePolicy, deletePolicy, getPolicy, listPolicies } from './deployment-policies';
import {
  type FoundEnvironment,
  deleteEnvironment,
  environmentLabel,
  environmentOf,
  getEnvironment,
  listEnvironments,
  putEnvironment,
} from './environments';
import {
  type FoundOwner,
  getOrganization,
  getOrganizationTemplate,
  getTeam,
  listSelected,
  organizationVariables,
  setSelected,
} from './organization';
import {
  getLicense,
  getPages,
  getTemplate,
  getWorkflowPermissions,
  listBranches,
  listProperties,
  putTemplate,
  repositoryJson,
} from './repository';
import {
  type Variables,
  addVariable,
  changeVariable,
  deleteVariable,
  getVariable,
  listVariables,
  plainVariables,
} from './variables';
import type { Found, GitHubWorld, OrganizationVariable, Permission } from './world';

/** What is asked about, given the names in the path. */
export interface Ask<Place> {
  readonly world: GitHubWorld;
  readonly place: Place;
  /** What stands in the path for each `*`, decoded. */
  readonly names: readonly string[];
  readonly request: Request;
}

/** A path below a repository or an organization, with the permission that it takes and what is answered. */
export type Route<Place> = readonly [
  method: string,
  path: string,
  permission: Permission | undefined,
  answer: (ask: Ask<Place>) => Answer,
];

/** Below `repos/OWNER/NAME` and `repositories/ID`. */
export const REPOSITORY_ROUTES: readonly Route<Found>[] = [
  ['GET', '', 'metadata:read', ({ place }) => found(repositoryJson(place))],
  ['GET', 'license', 'contents:read', ({ place }) => getLicense(place)],
  ['GET', 'pages', 'pages:read', ({ place }) => getPages(place)],
  ['GET', 'branches', 'contents:read', ({ place, request }) => listBranches(place, request)],
  ['GET', 'properties/values', 'metadata:read', ({ place }) => listProperties(place)],
  ['GET', 'actions/permissions/workflow', 'administration:read', ({ place }) => getWorkflowPermissions(place)],
  ['GET', 'actions/oidc/customization/sub', 'actions:read', ({ place }) => getTemplate(place)],
  ['PUT', 'actions/oidc/customization/sub', 'actions:write', ({ place, request }) => putTemplate(place, request)],
  ['GET', 'environments', 'actions:read', ({ world, place, request }) => listEnvironments(world, place, request)],
  ['GET', 'environments/*', 'actions:read', inEnvironment(({ world, place }) => getEnvironment(world, place))],
  [
    'PUT',
    'environments/*',
    'administration:write',
    ({ world, place, names: [name = ''], request }) => {
      return putEnvironment(world, place, name, request);
    },
  ],
  ['DELETE', 'environments/*', 'administration:write', inEnvironment(({ place }) => deleteEnvironment(place))],
  ...policyRoutes('environments/*/deployment-branch-policies'),
  ...variableRoutes<Found, string>('actions/variables', 'actions_variables', ({ place }) => {
    return plainVariables(place.repository.variables, `${place.login}/${place.name}`);
  }),
  ...variableRoutes<Found, string>('environments/*/variables', 'environments', ({ place, names: [name = ''] }) => {
    const at = environmentOf(place, name);
    return at && plainVariables(at.environment.variables, environmentLabel(at));
  }),
];

/** Below `orgs/NAME`. */
export const ORGANIZATION_ROUTES: readonly Route<FoundOwner>[] = [
  ['GET', '', undefined, ({ place }) => getOrganization(place)],
  ['GET', 'teams/*', 'members:read', ({ place, names: [slug = ''] }) => getTeam(place, slug)],
  [
    'GET',
    'actions/oidc/customization/sub',
    'organization_administration:read',
    ({ place }) => {
      return getOrganizationTemplate(place);
    },
  ],
  [
    'GET',
    'actions/variables/*/repositories',
    'organization_actions_variables:read',
    (ask) => {
      return listSelected(ask.world, ask.place, ask.names[0] ?? '', ask.request);
    },
  ],
  [
    'PUT',
    'actions/variables/*/repositories',
    'organization_actions_variables:write',
    (ask) => {
      return setSelected(ask.place, ask.names[0] ?? '', ask.request);
    },
  ],
  ...variableRoutes<FoundOwner, OrganizationVariable>(
    'actions/variables',
    'organization_actions_variables',
    ({ world, place, request }) => {
      return organizationVariables(world, place, request);
    },
  ),
];

function inEnvironment(answer: (ask: Ask<FoundEnvironment>) => Answer): (ask: Ask<Found>) => Answer {
  return ({ place, names: [name = '', ...names], ...ask }) => {
    const environment = environmentOf(place, name);
    return environment ? answer({ ...ask, place: environment, names }) : NOT_FOUND;
  };
}

/** Rules are there only where the environment goes by patterns. */
function policyRoutes(path: string): readonly Route<Found>[] {
  const byPatterns = (answer: (ask: Ask<FoundEnvironment>) => Answer) =>
    inEnvironment((ask) => (ask.place.environment.branchPolicy === 'custom' ? answer(ask) : NOT_FOUND));
  return [
    ['GET', path, 'actions:read', byPatterns(({ place, request }) => listPolicies(place, request))],
    ['POST', path, 'administration:write', byPatterns((ask) => addPolicy(ask.world, ask.place, ask.request))],
    ['GET', `${path}/*`, 'actions:read', byPatterns(({ place, names: [id = ''] }) => getPolicy(place, id))],
    [
      'PUT',
      `${path}/*`,
      'administration:write',
      byPatterns(({ place, names: [id = ''], request }) => {
        return changePolicy(place, id, request);
      }),
    ],
    [
      'DELETE',
      `${path}/*`,
      'administration:write',
      byPatterns(({ place, names: [id = ''] }) => {
        return deletePolicy(place, id);
      }),
    ],
  ];
}

type VariablesSubject = 'actions_variables' | 'environments' | 'organization_actions_variables';

/** Nothing where the place of the variables does not exist. */
function variableRoutes<Place, T>(
  path: string,
  subject: VariablesSubject,
  find: (ask: Ask<Place>) => Variables<T> | undefined,
): readonly Route<Place>[] {
  const on = (answer: (all: Variables<T>, name: string, request: Request) => Answer) => (ask: Ask<Place>) => {
    const variables = find(ask);
    return variables ? answer(variables, ask.names.at(-1) ?? '', ask.request) : NOT_FOUND;
  };
  return [
    ['GET', path, `${subject}:read`, on((all, _, request) => listVariables(all, request))],
    ['POST', path, `${subject}:write`, on((all, _, request) => addVariable(all, request))],
    ['GET', `${path}/*`, `${subject}:read`, on((all, name) => getVariable(all, name))],
    ['PATCH', `${path}/*`, `${subject}:write`, on((all, name, request) => changeVariable(all, name, request))],
    ['DELETE', `${path}/*`, `${subject}:write`, on((all, name) => deleteVariable(all, name))],
  ];
}
