import { generateKeyPairSync } from 'node:crypto';
import { basename } from 'node:path';
import type { GitHubStackPlan } from '../../../src/access-plan/access-plan';
import { type WorldsServer, startWorldsServer } from '../github/start';
import { isStandIn } from './real-providers';
import type { Environment } from './run';

/** The GitHub that Terraform's provider, stand-in or real, is sent to. */
export interface LocalGitHub {
  /** The process environment in which a provider goes to the world of a folder. */
  readonly environment: (folder: string) => Environment;
  /** What a stack's configuration lacks to be run here. */
  readonly override: (stack: Pick<GitHubStackPlan, 'baseUrl'>, folder: string) => object;
  /** What the provider logs in by. */
  readonly credentials: (auth: GitHubStackPlan['auth']) => Environment;
  readonly stop: () => Promise<void>;
}

/** That of this process, started when it is first needed. */
export const localGitHub = prepareGitHub();

function prepareGitHub(): LocalGitHub {
  let server: WorldsServer | undefined;
  let appKey: string | undefined;
  const baseUrl = (folder: string) => (server ??= startWorldsServer()).baseUrl(basename(folder));
  return {
    environment: (folder) => ({ GITHUB_BASE_URL: baseUrl(folder) }),
    override: (stack, folder) => {
      const github = {
        // One that names an enterprise's API goes to this machine's.
        ...(stack.baseUrl !== undefined && { base_url: baseUrl(folder) }),
        // The real provider waits a second between two changes.
        ...(!isStandIn('github') && { write_delay_ms: 0 }),
      };
      return Object.keys(github).length > 0 ? { provider: { github } } : {};
    },
    credentials: (auth): Environment => {
      if (auth === 'token') return { GITHUB_TOKEN: 'none' };
      // Nobody looks at the key, but it has to be one.
      appKey ??= newKey();
      return { GITHUB_APP_ID: '1', GITHUB_APP_INSTALLATION_ID: '1', GITHUB_APP_PEM_FILE: appKey };
    },
    stop: async () => server?.stop(),
  };
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
}
