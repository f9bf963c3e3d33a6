import { Octokit } from '@octokit/core';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { type Answer, type GitHub, NoAnswer } from './github';
import { type Send, wayThrough } from './proxy';

/** How to ask a GitHub host. */
export interface ClientOptions {
  /** Where it answers REST requests. The token is sent there and nowhere else. */
  readonly baseUrl: string;
  readonly token?: string;
  /** The URL of a proxy to ask through. */
  readonly proxy?: string;
  /** Called when a rate limit has to be waited for. */
  readonly onWait: (seconds: number) => void;
  /** How long a second of waiting takes. */
  readonly secondMs?: number;
}

/** The oldest version that GitHub supports, and the one that every Enterprise Server knows. https://docs.github.com/en/rest/about-the-rest-api/api-versions */
const API_VERSION = '2022-11-28';
const TIMEOUT_MS = 60_000;
const MAX_WAITS = 5;
const MAX_REDIRECTS = 5;

const Client = Octokit.plugin(retry, throttling);

/** Asks GitHub: waits for rate limits, tries again what failed for no fault of ours, and follows redirects within the host. */
export function createGitHub({ baseUrl, token, proxy, onWait, secondMs = 1000 }: ClientOptions): GitHub {
  const { send, through } = wayThrough(proxy);
  const host = `${new URL(baseUrl).host}${through === undefined ? '' : `, asked through the proxy ${through},`}`;
  const wait = (seconds: number, retryCount: number): boolean => {
    // 60 requests an hour, and then the same again: no run would ever end.
    if (token === undefined || retryCount >= MAX_WAITS) return false;
    onWait(seconds);
    return true;
  };
  const octokit = new Client({
    auth: token,
    baseUrl,
    userAgent: 'oidc-bindings',
    request: { fetch: (url: string, init: RequestInit) => carefully(send, url, init) },
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    retry: { retries: 2, retryAfterBaseValue: secondMs },
    throttle: {
      retryAfterBaseValue: secondMs,
      onRateLimit: (seconds, _options, _octokit, retryCount) => wait(seconds, retryCount),
      onSecondaryRateLimit: (seconds, _options, _octokit, retryCount) => wait(seconds, retryCount),
    },
  });
  const request = async (route: string, parameters: Readonly<Record<string, unknown>>): Promise<Reply> => {
    const headers = { accept: 'application/vnd.github+json', 'x-github-api-version': API_VERSION };
    return (await octokit.request(`GET ${route}`, { ...parameters, headers })) as Reply;
  };
  return {
    async get(route, parameters = {}) {
      try {
        let reply = await request(route, parameters);
        for (let hops = 0; reply.status >= 300; hops++) reply = await request(redirectTarget(reply, baseUrl, hops), {});
        return { kind: 'ok', data: reply.data };
      } catch (error) {
        return answerTo(error as Failure, token !== undefined, host);
      }
    },
  };
}

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly data: unknown;
}

interface Failure extends Error {
  readonly status?: number;
  readonly response?: Reply;
}

function ignore(): void {
  // Diagnostics say what there is to say.
}

/** Where a renamed or transferred repository is, by its id; only at the host that the token is for. */
function redirectTarget({ status, headers }: Reply, baseUrl: string, hops: number): string {
  const host = new URL(baseUrl);
  const { location = '' } = headers;
  const target = location !== '' && URL.canParse(location, `${baseUrl}/`) && new URL(location, `${baseUrl}/`);
  if (!target || hops === MAX_REDIRECTS) throw new NoAnswer(`${host.host} answered ${status}, which leads nowhere`);
  if (target.origin !== host.origin)
    throw new NoAnswer(`${host.host} points to another host, ${target.host}, which is not asked`);
  return target.href;
}

async function carefully(send: Send, url: string, init: RequestInit): Promise<Response> {
  const response = await send(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
  return asKnownLimit(response);
}

/** The throttling plugin knows a limit by status 403 with one of two signs; GitHub has more ways to say so. */
async function asKnownLimit(response: Response): Promise<Response> {
  const { status, headers } = response;
  if (status !== 429 && !(status === 403 && headers.has('retry-after'))) return response;
  const text = await response.text();
  const isKnown = headers.get('x-ratelimit-remaining') === '0' || SECONDARY.test(text);
  return new Response(isKnown ? text : '{"message":"secondary rate limit"}', { status: 403, headers });
}

const SECONDARY = /\bsecondary rate\b/i;

function answerTo(error: Failure, hasToken: boolean, host: string): Answer {
  if (error instanceof NoAnswer || error.status === undefined) throw error;
  const { status, message, response } = error;
  if (!response) throw new NoAnswer(`${host} cannot be reached: ${message}`);
  if (response.headers['x-ratelimit-remaining'] === '0' && status === 403 && !hasToken)
    throw new NoAnswer(`${host} answers no more requests without a token in this hour: set GITHUB_TOKEN`);
  if (status === 403 && (response.headers['x-ratelimit-remaining'] === '0' || SECONDARY.test(message)))
    throw new NoAnswer(`${host} answers no more requests for now: its rate limit is reached`);
  if (status === 401 && hasToken)
    throw new NoAnswer(`${host} does not accept GITHUB_TOKEN: it is expired, revoked, or for another host`);
  if (status === 404) return { kind: 'missing' };
  if (status === 401) return { kind: 'refused', reason: 'it asks for a token, and GITHUB_TOKEN is not set' };
  if (status === 400 || status >= 500) throw new NoAnswer(`${host} answered ${status}: ${firstSentence(message)}`);
  // https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
  const needed = response.headers['x-accepted-github-permissions'];
  const permissions = needed === undefined || needed === '' ? '' : ` (it takes ${firstSentence(needed)})`;
  return { kind: 'refused', reason: `${status}, ${firstSentence(message)}${permissions}` };
}

function firstSentence(message: string): string {
  return (message.split(/ - https?:|\n/, 1)[0] ?? '').slice(0, 200).replace(/[\p{Cc}\p{Cf}]/gu, ' ');
}
