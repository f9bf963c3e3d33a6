import { type Answer, NOT_FOUND, type Request, found, refuse } from './answer';
import { getUser } from './organization';
import { type Ask, ORGANIZATION_ROUTES, REPOSITORY_ROUTES, type Route } from './routes';
import { type GitHubWorld, type Permission, entryOf, repositoryNamed, repositoryWithId } from './world';

/** Answers a request as GitHub's REST API does, and changes the world where the request does: https://docs.github.com/en/rest */
export function answer(world: GitHubWorld, request: Request): Answer {
  const parts = request.path === '' ? [] : request.path.split('/').map(decodeURIComponent);
  const [kind = '', first = '', second = ''] = parts;
  if (request.method !== 'GET' && request.token === undefined) return refuse(401, 'Requires authentication');
  switch (kind) {
    case 'repos': {
      const place = repositoryNamed(world, first, second);
      if (place) return routed(REPOSITORY_ROUTES, { world, place, request }, parts.slice(3), place.repository.archived);
      const id = world.redirects?.[`${first}/${second}`.toLowerCase()];
      return id === undefined ? NOT_FOUND : moved(request, id);
    }
    case 'repositories': {
      const place = repositoryWithId(world, Number(first));
      if (!place) return NOT_FOUND;
      return routed(REPOSITORY_ROUTES, { world, place, request }, parts.slice(2), place.repository.archived);
    }
    case 'orgs': {
      const place = entryOf(world.owners, first);
      if (!place || place[1].type === 'User') return NOT_FOUND;
      return routed(ORGANIZATION_ROUTES, { world, place, request }, parts.slice(2));
    }
    case 'users':
      return second === '' ? getUser(world, first) : entryOf(world.users, first) ? found([]) : NOT_FOUND;
    case 'user':
      return found({ login: 'robot', id: 1, type: 'User' });
    case 'app':
      // The token of an app's installation.
      return { status: 201, body: { token: 'an-installation', expires_at: '2100-01-01T00:00:00Z' } };
    default:
      return NOT_FOUND;
  }
}

function routed<Place>(
  routes: readonly Route<Place>[],
  ask: Omit<Ask<Place>, 'names'>,
  parts: readonly string[],
  isArchived = false,
): Answer {
  for (const [method, path, permission, handle] of routes) {
    const names = method === ask.request.method ? namesIn(path, parts) : undefined;
    if (!names) continue;
    if (permission && !isAllowed(ask.world, ask.request, permission)) return forbidden(permission);
    if (isArchived && method !== 'GET') return refuse(403, 'Repository was archived so is read-only.');
    return handle({ ...ask, names });
  }
  return NOT_FOUND;
}

/** What stands for each `*` of a path; nothing if it is another path. */
function namesIn(path: string, parts: readonly string[]): readonly string[] | undefined {
  const pattern = path === '' ? [] : path.split('/');
  if (pattern.length !== parts.length || pattern.some((each, i) => each !== '*' && each !== parts[i])) return undefined;
  return parts.filter((_, i) => pattern[i] === '*');
}

function isAllowed({ tokens }: GitHubWorld, { token = '' }: Request, permission: Permission): boolean {
  const allowed = tokens?.[token];
  const writing = permission.replace(/:read$/, ':write') as Permission;
  return !allowed || allowed.includes(permission) || allowed.includes(writing);
}

function forbidden(permission: Permission): Answer {
  const headers = { 'x-accepted-github-permissions': permission.replace(':', '=') };
  return refuse(403, 'Resource not accessible by personal access token', headers);
}

/**
 * A former name leads to the repository by its id; a client that follows does so for changes too:
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
 */
function moved({ method, base, path, query }: Request, id: number): Answer {
  const rest = path
    .split('/')
    .slice(3)
    .map((part) => `/${part}`);
  const search = query.size > 0 ? `?${query.toString()}` : '';
  const location = `${base}/repositories/${id}${rest.join('')}${search}`;
  const status = method === 'GET' ? 301 : 307;
  return { status, headers: { location }, body: { message: 'Moved Permanently', url: location } };
}
