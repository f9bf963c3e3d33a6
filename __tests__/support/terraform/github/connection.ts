import { createSign } from 'node:crypto';
import { type Attributes, blocksOf, textOf } from '../plugin/value';
import type { Environment as Variables } from '../plugin/provider';
import type { Attribute, NestedBlock, ProviderSchema } from '../plugin/schema';
import { readWorld, worldFile } from '../world';
import { type Client, ask, isMissing } from './client';

/** Arguments of `app_auth`, in the order they are asked for, with the variables of the environment that stand in for them. */
const APP_ARGUMENTS = [
  ['id', 'GITHUB_APP_ID'],
  ['installation_id', 'GITHUB_APP_INSTALLATION_ID'],
  ['pem_file', 'GITHUB_APP_PEM_FILE'],
] as const;

/** The schema as it depends on the environment: what is set there may be left out of `app_auth`. */
export function withEnvironment(schema: ProviderSchema, env: Variables): ProviderSchema {
  const { provider } = schema;
  const blocks = provider.blocks.map((each) => (each.name === 'app_auth' ? withoutRequired(each, env) : each));
  return { ...schema, provider: { ...provider, blocks } };
}

function withoutRequired(nested: NestedBlock, env: Variables): NestedBlock {
  const isSet = (name: string) => APP_ARGUMENTS.some(([each, variable]) => each === name && env[variable]);
  const relax = (each: Attribute) => (isSet(each.name) ? { ...each, required: false, optional: true } : each);
  return { ...nested, block: { ...nested.block, attributes: nested.block.attributes.map(relax) } };
}

/**
 * The environment wins over the `owner` argument, and the `organization` argument over both. An App in the environment
 * wins over a token. Configuring asks for the organization, and takes an owner that is none.
 */
export async function connect(config: Attributes, env: Variables): Promise<Client> {
  const owner =
    textOf(config['organization']) || env['GITHUB_ORGANIZATION'] || env['GITHUB_OWNER'] || textOf(config['owner']);
  const base = apiBase(textOf(config['base_url']) || env['GITHUB_BASE_URL'] || 'https://api.github.com/');
  const making = readWorld(worldFile(env)).making ?? 60;
  const client = { owner, base, making, token: await tokenOf(config, env, { owner, base, making }) };
  try {
    await ask(client, 'GET', `orgs/${owner}`);
  } catch (error) {
    if (!isMissing(error)) throw new Error(`failed to lookup organization "${owner}": ${(error as Error).message}`);
  }
  return client;
}

async function tokenOf(config: Attributes, env: Variables, client: Omit<Client, 'token'>): Promise<string | undefined> {
  const [block] = blocksOf(config['app_auth']);
  const app = APP_ARGUMENTS.map(([name, variable]) => textOf(block?.[name]) || (env[variable] ?? ''));
  if (app.every((each) => each !== '')) return installationToken(client, app);
  if (block) throw new Error('app_auth block is set but required fields are missing or contains empty values');
  return textOf(config['token']) || (env['GITHUB_TOKEN'] ?? '') || undefined;
}

/** https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app */
async function installationToken(client: Omit<Client, 'token'>, app: readonly string[]): Promise<string> {
  const [id = '', installation = '', pem = ''] = app;
  const now = Math.floor(Date.now() / 1000);
  const [header, claims] = [
    { alg: 'RS256', typ: 'JWT' },
    { iat: now, exp: now + 300, iss: id },
  ].map((each) => Buffer.from(JSON.stringify(each)).toString('base64url'));
  const signed = `${header}.${claims}`;
  const signature = createSign('RSA-SHA256').update(signed).sign(pem.replaceAll('\\n', '\n'), 'base64url');
  const as = { ...client, token: `${signed}.${signature}` };
  const { body } = await ask<{ token: string }>(as, 'POST', `app/installations/${installation}/access_tokens`);
  return body.token;
}

/** An enterprise server has its API below a path. */
function apiBase(text: string): string {
  if (!URL.canParse(text)) throw new Error('base url must be absolute');
  const { protocol, hostname, pathname, origin } = new URL(text);
  const ofCloud = /^(api\.)?github\.com$|\.ghe\.com$/.test(hostname);
  if (!ofCloud) return `${origin}${pathname.replace(/\/*$/, '/').replace(/api\/v3\/$/, '')}api/v3/`;
  if (protocol !== 'https:') throw new Error('base url for github.com or ghe.com must use the https scheme');
  if (pathname !== '/') throw new Error(`base url for github.com or ghe.com must not contain a path, got ${pathname}`);
  return hostname.startsWith('api.') ? `${origin}/` : `https://api.${hostname}/`;
}
