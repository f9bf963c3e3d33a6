import { type IncomingHttpHeaders, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';

/** An environment as GitHub has it. */
export interface ServedEnvironment {
  readonly reviewers?: number;
  readonly waitTimer?: number;
  readonly preventSelfReview?: boolean;
  readonly canAdminsBypass?: boolean;
  /** Patterns; without them any branch may deploy. */
  readonly branches?: readonly string[];
  readonly tags?: readonly string[];
  readonly protectedBranches?: boolean;
}

/** A repository as GitHub has it. */
export interface ServedRepository {
  readonly fullName: string;
  readonly id: number;
  readonly ownerId: number;
  readonly ownerType?: string;
  readonly defaultBranch?: string;
  readonly visibility?: string;
  readonly archived?: boolean;
  readonly workflowPermissions?: 'read' | 'write';
  readonly hasProtectedBranches?: boolean;
  /** The answer about its subjects. */
  readonly subject?: object;
  readonly environments?: Readonly<Record<string, ServedEnvironment>>;
  /** Names that lead to it by redirects. */
  readonly formerNames?: readonly string[];
}

/** An answer of the server. */
export interface ServedAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What a test puts before the usual answers: nothing where those will do. */
export type Instead = (path: string, headers: IncomingHttpHeaders, count: number) => ServedAnswer | undefined;

/** A server on this machine that answers as GitHub's REST API does. */
export interface GitHubServer {
  readonly url: string;
  readonly requests: { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  /** How many requests were answered at one time, at most. */
  maxInFlight(): number;
  close(): Promise<void>;
}

export interface ServerOptions {
  readonly repositories?: readonly ServedRepository[];
  readonly organizations?: Readonly<Record<string, object>>;
  readonly instead?: Instead;
  /** What stands before each path, as `/api/v3`. */
  readonly base?: string;
  /** Nothing is answered before so many requests wait for an answer, and whatever comes with them has come. */
  readonly gathered?: number;
}

/** Turns of the event loop in which a request of this process that is under way arrives. */
const TURNS = 100;

async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await setImmediate();
}

const NOT_FOUND: ServedAnswer = {
  status: 404,
  body: { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' },
};

export async function startGitHub(options: ServerOptions): Promise<GitHubServer> {
  const { instead = () => undefined, base = '', gathered = 0 } = options;
  const requests: GitHubServer['requests'] = [];
  let inFlight = 0;
  let most = 0;
  const waiting: (() => void)[] = [];
  let isGathering = gathered > 0;
  const server = createServer((request, response) => {
    most = Math.max(most, ++inFlight);
    const path = (request.url ?? '').slice(base.length);
    requests.push({ path, headers: request.headers });
    const isBelow = (request.url ?? '').startsWith(`${base}/`);
    const { status, headers, body } = isBelow
      ? (instead(path, request.headers, requests.length) ??
        answer(path, options, `http://${request.headers.host}${base}`))
      : NOT_FOUND;
    const reply = () => {
      inFlight--;
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
      response.end(JSON.stringify(body ?? {}));
    };
    if (isGathering) waiting.push(reply);
    else reply();
    if (waiting.length !== gathered) return;
    void turns(TURNS).then(() => {
      isGathering = false;
      for (const each of waiting.splice(0)) each();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`,
    requests,
    maxInFlight: () => most,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(path: string, { repositories = [], organizations = {} }: ServerOptions, url: string): ServedAnswer {
  const { pathname, searchParams } = new URL(path, url);
  const parts = path.split('?', 1)[0]?.slice(1).split('/').map(decodeURIComponent) ?? [];
  const [kind, first = '', second = '', ...rest] = parts;
  if (kind === 'orgs' && rest.join('/') === 'oidc/customization/sub') {
    const body = organizations[first];
    return body ? { status: 200, body } : NOT_FOUND;
  }
  if (kind === 'repositories')
    return about(
      repositories.find(({ id }) => String(id) === first),
      [],
      searchParams,
    );
  if (kind !== 'repos') return NOT_FOUND;
  const name = `${first}/${second}`.toLowerCase();
  const renamed = repositories.find(({ formerNames }) => formerNames?.some((former) => former.toLowerCase() === name));
  if (renamed) {
    const tail = pathname
      .split('/')
      .slice(4)
      .map((part) => `/${part}`)
      .join('');
    const location = `${url}/repositories/${renamed.id}${tail}`;
    return { status: 301, headers: { location }, body: { message: 'Moved Permanently', url: location } };
  }
  return about(
    repositories.find(({ fullName }) => fullName.toLowerCase() === name),
    rest,
    searchParams,
  );
}

function about(
  repository: ServedRepository | undefined,
  rest: readonly string[],
  query: URLSearchParams,
): ServedAnswer {
  if (!repository) return NOT_FOUND;
  const [what = '', name, more] = rest;
  if (what === '') return { status: 200, body: repositoryBody(repository) };
  if (rest.join('/') === 'actions/oidc/customization/sub')
    return {
      status: 200,
      body: repository.subject ?? { use_default: true, sub_claim_prefix: `repo:${repository.fullName}` },
    };
  if (rest.join('/') === 'actions/permissions/workflow')
    return {
      status: 200,
      body: {
        default_workflow_permissions: repository.workflowPermissions ?? 'read',
        can_approve_pull_request_reviews: false,
      },
    };
  if (what === 'branches') {
    const branches = repository.hasProtectedBranches && query.get('protected') === 'true' ? ['main'] : [];
    return {
      status: 200,
      body: branches.map((branch) => ({ name: branch, protected: true, commit: { sha: 'c0ffee' } })),
    };
  }
  if (what !== 'environments') return NOT_FOUND;
  const environments = Object.entries(repository.environments ?? {});
  if (name === undefined)
    return { status: 200, body: { total_count: environments.length, environments: environments.map(environmentBody) } };
  const entry = environments.find(([each]) => each.toLowerCase() === name.toLowerCase());
  if (!entry) return NOT_FOUND;
  return {
    status: 200,
    body: more === 'deployment-branch-policies' ? policiesBody(entry[1], query) : environmentBody(entry),
  };
}

function repositoryBody({ fullName, id, ownerId, ...repository }: ServedRepository): object {
  const [owner, name] = fullName.split('/');
  return {
    id,
    name,
    full_name: fullName,
    owner: { login: owner, id: ownerId, type: repository.ownerType ?? 'Organization' },
    private: repository.visibility !== 'public',
    visibility: repository.visibility ?? 'private',
    default_branch: repository.defaultBranch ?? 'main',
    archived: repository.archived ?? false,
  };
}

function environmentBody([name, environment]: readonly [string, ServedEnvironment]): object {
  const { reviewers = 0, waitTimer = 0, branches, tags, protectedBranches = false } = environment;
  const hasPatterns = branches !== undefined || tags !== undefined;
  const isLimited = hasPatterns || protectedBranches;
  return {
    id: 161,
    name,
    can_admins_bypass: environment.canAdminsBypass ?? false,
    protection_rules: [
      ...(waitTimer > 0 ? [{ id: 1, type: 'wait_timer', wait_timer: waitTimer }] : []),
      ...(reviewers > 0 ? [reviewersRule(reviewers, environment.preventSelfReview ?? false)] : []),
      ...(isLimited ? [{ id: 3, type: 'branch_policy' }] : []),
    ],
    deployment_branch_policy: isLimited
      ? { protected_branches: protectedBranches, custom_branch_policies: hasPatterns }
      : null,
  };
}

function reviewersRule(count: number, preventSelfReview: boolean): object {
  const reviewers = Array.from({ length: count }, (_, i) => ({
    type: 'User',
    reviewer: { id: i + 1, login: 'octocat' },
  }));
  return { id: 2, type: 'required_reviewers', prevent_self_review: preventSelfReview, reviewers };
}

function policiesBody({ branches = [], tags = [] }: ServedEnvironment, query: URLSearchParams): object {
  const all = [
    ...branches.map((name, i) => ({ id: 71 + i, name, type: 'branch' })),
    ...tags.map((name, i) => ({ id: 171 + i, name, type: 'tag' })),
  ];
  const size = Number(query.get('per_page') ?? 30);
  const from = (Number(query.get('page') ?? 1) - 1) * size;
  return { total_count: all.length, branch_policies: all.slice(from, from + size) };
}
