import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { type Answer, NOT_FOUND, found } from './github/answer';
import { answer } from './github/api';
import { type Received, httpServer } from './github/http';
import { readRequest } from './github/request';
import { type ServedRepository, servedWorld } from './served-world';

/** What a test puts before the usual answers: nothing where those will do. */
export type Instead = (path: string, headers: IncomingHttpHeaders, count: number) => Answer | undefined;

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
  /** Answers about the subject templates of organizations; those of others do not exist. */
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

/** Starts a server with a world of its own, in this process. */
export async function startGitHub(options: ServerOptions): Promise<GitHubServer> {
  const { repositories = [], organizations = {}, instead = () => undefined, base = '', gathered = 0 } = options;
  const world = servedWorld(repositories);
  const requests: GitHubServer['requests'] = [];
  const gate = gather(gathered);
  let inFlight = 0;
  let most = 0;

  const usual = (received: Received): Answer => {
    const request = readRequest(received, { prefix: base });
    if (!request) return NOT_FOUND;
    const [, organization] = /^orgs\/([^/]+)\/actions\/oidc\/customization\/sub$/.exec(request.path) ?? [];
    if (organization === undefined) return answer(world, request);
    const template = organizations[organization];
    return template ? found(template) : NOT_FOUND;
  };
  const server = httpServer(async (received) => {
    most = Math.max(most, ++inFlight);
    const { headers, url } = received;
    const path = url.slice(base.length);
    requests.push({ path, headers });
    const isBelow = url.startsWith(`${base}/`);
    const given = (isBelow ? instead(path, headers, requests.length) : undefined) ?? usual(received);
    await gate();
    inFlight--;
    return { ...given, body: given.body ?? {} };
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

/** A gate that opens once so many wait before it, and all that came with them. */
function gather(count: number): () => Promise<void> {
  const waiting: (() => void)[] = [];
  let isOpen = count === 0;
  return () =>
    new Promise((pass) => {
      if (isOpen) return pass();
      waiting.push(pass);
      if (waiting.length !== count) return;
      void turns(TURNS).then(() => {
        isOpen = true;
        for (const each of waiting.splice(0)) each();
      });
    });
}
