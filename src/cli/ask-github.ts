import { getProxyForUrl } from 'proxy-from-env';
import { type Learnt, learn } from '../lock/learn';
import type { WantedFacts } from '../lock/wanted';
import { restApiUrl } from '../oidc/issuer';
import { UnusablePath } from './files';
import type { LoadedUse } from './load-used';
import { createProgress } from './progress';
import type { TextFiles } from './text-files';

/** What is put in the place of GitHub, of time and of the disk: by tests, and by `init`, which writes everything at its end. */
export interface Surroundings {
  readonly env?: NodeJS.ProcessEnv;
  /** Where bindings and lock are. */
  readonly files?: TextFiles;
  /** Where GitHub answers. */
  readonly baseUrl?: string;
  /** How long a second of waiting takes. */
  readonly secondMs?: number;
}

/** How GitHub is asked. */
export interface AskOptions {
  readonly prune: boolean;
  readonly quiet?: boolean;
  readonly signal: AbortSignal;
}

const IN_FLIGHT = 8;

/** Asks the bindings' GitHub host for all that is wanted, and tells people how far it is. */
export async function askGitHub(
  wanted: WantedFacts,
  { bindings, lock }: LoadedUse,
  { prune, quiet, signal }: AskOptions,
  surroundings: Surroundings,
): Promise<Learnt> {
  const { env = process.env, baseUrl = restApiUrl(bindings.github.host ?? 'github.com'), secondMs } = surroundings;
  const token = tokenOf(env);
  const progress = createProgress(quiet);
  if (token === undefined)
    progress.note('GITHUB_TOKEN is not set: GitHub answers for public repositories only, and few requests an hour');
  let waitsUntil = 0;
  const onWait = (seconds: number) => {
    if (Date.now() > waitsUntil) progress.note(`GitHub's rate limit is reached: going on in ${duration(seconds)}`);
    waitsUntil = Math.max(waitsUntil, Date.now() + seconds * 1000);
  };
  const { host } = new URL(baseUrl);
  const count = wanted.repositories.length;
  const onProgress = (done: number, total: number) =>
    progress.update(`asking ${host} about ${count} repositories: ${Math.floor((100 * done) / total)} %`);
  // Loaded here and not above: no other command talks to GitHub.
  const { createGitHub } = require('../lock/client') as typeof import('../lock/client');
  const github = createGitHub({ baseUrl, token, proxy: proxyFor(baseUrl, surroundings), onWait, secondMs });
  const learnt = await learn(github, wanted, lock, { prune, limit: IN_FLIGHT, onProgress, signal });
  progress.end();
  return learnt;
}

/** The proxy that HTTPS_PROXY and NO_PROXY name, in either case of letters. It may hold a password, and is never shown. */
function proxyFor(baseUrl: string, { env }: Surroundings): string | undefined {
  const proxy = env === undefined ? getProxyForUrl(baseUrl) : '';
  if (proxy === '') return undefined;
  if (URL.canParse(proxy) && /^https?:$/.test(new URL(proxy).protocol)) return proxy;
  throw new UnusablePath('the proxy that the environment names is not the URL of an http or https proxy');
}

/** A header cannot hold every character, and what it says of one that it cannot hold would show the token. */
function tokenOf({ GITHUB_TOKEN: given = '' }: NodeJS.ProcessEnv): string | undefined {
  const token = given.trim();
  if (/[^\x21-\x7E]/.test(token)) throw new UnusablePath('GITHUB_TOKEN holds characters that no token has');
  return token === '' ? undefined : token;
}

function duration(seconds: number): string {
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
