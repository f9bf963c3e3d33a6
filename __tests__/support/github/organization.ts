import { type Answer, NOT_FOUND, type Request, done, found, pageOf, refuse } from './answer';
import { repositoryJson } from './repository';
import type { Variables } from './variables';
import { type GitHubWorld, type OrganizationVariable, type Owner, entryOf, ownerId, repositoryWithId } from './world';

/** An owner with its login. */
export type FoundOwner = readonly [login: string, owner: Owner];

/** `GET /orgs/NAME` */
export function getOrganization([login, owner]: FoundOwner): Answer {
  return found({ login, id: ownerId(owner), type: 'Organization', plan: { name: owner.plan ?? 'enterprise' } });
}

/** `GET /orgs/NAME/actions/oidc/customization/sub` */
export function getOrganizationTemplate([, { template = ['repo', 'context'] }]: FoundOwner): Answer {
  return found({ include_claim_keys: template });
}

/** `GET /orgs/NAME/teams/SLUG` */
export function getTeam([login, { teams }]: FoundOwner, slug: string): Answer {
  const entry = entryOf(teams, slug);
  if (!entry) return NOT_FOUND;
  const [name, id] = entry;
  return found({ id, name, slug: name, privacy: 'closed', permission: 'pull', organization: { login } });
}

/** `GET /users/NAME` */
export function getUser({ users, owners }: GitHubWorld, wanted: string): Answer {
  const user = entryOf(users, wanted);
  if (user) return found({ login: user[0], id: user[1], type: 'User' });
  const owner = entryOf(owners, wanted);
  if (!owner) return NOT_FOUND;
  return found({ login: owner[0], id: ownerId(owner[1]), type: owner[1].type ?? 'Organization' });
}

/** The variables of an organization, each with the repositories that see it. */
export function organizationVariables(
  world: GitHubWorld,
  [login, { variables }]: FoundOwner,
  { base }: Request,
): Variables<OrganizationVariable> {
  const selectedUrl = (name: string) => `${base}/orgs/${login}/actions/variables/${name}/repositories`;
  return {
    record: variables,
    label: login,
    read: (body, before) => {
      const visibility = (body['visibility'] as string | undefined) ?? before?.visibility ?? 'private';
      if (!['all', 'private', 'selected'].includes(visibility))
        return { refusal: refuse(422, 'Validation Failed: visibility') };
      const ids = (body['selected_repository_ids'] as readonly number[] | undefined) ?? before?.selected ?? [];
      const selected = visibility === 'selected' ? ids : [];
      const foreign = selected.find((id) => repositoryWithId(world, id)?.login !== login);
      if (foreign !== undefined) return { refusal: refuse(422, `Validation Failed: ${foreign} is not of ${login}`) };
      return { value: { value: (body['value'] as string | undefined) ?? before?.value ?? '', visibility, selected } };
    },
    show: (name, { value, visibility }) => ({
      value,
      visibility,
      ...(visibility === 'selected' && { selected_repositories_url: selectedUrl(name) }),
    }),
  };
}

/** `GET /orgs/OWNER/actions/variables/NAME/repositories` */
export function listSelected(
  world: GitHubWorld,
  [, { variables }]: FoundOwner,
  name: string,
  request: Request,
): Answer {
  const variable = entryOf(variables, name)?.[1];
  if (!variable) return NOT_FOUND;
  if (variable.visibility !== 'selected') return refuse(409, 'Conflict: the visibility is not selected');
  const repositories = variable.selected.flatMap((id) => repositoryWithId(world, id) ?? []);
  return pageOf(request, repositories, (page) => ({
    total_count: repositories.length,
    repositories: page.map(repositoryJson),
  }));
}

/** `PUT /orgs/OWNER/actions/variables/NAME/repositories` */
export function setSelected([login, { variables }]: FoundOwner, name: string, { body }: Request): Answer {
  const variable = entryOf(variables, name)?.[1];
  if (!variable) return NOT_FOUND;
  if (variable.visibility !== 'selected') return refuse(409, 'Conflict: the visibility is not selected');
  variable.selected = body['selected_repository_ids'] as readonly number[];
  return done(`update variable ${name} of ${login}`);
}
