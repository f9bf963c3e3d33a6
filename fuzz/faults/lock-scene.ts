import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type GitHubServer, startGitHub } from '../../__tests__/support/github-server';
import type { Scene } from './scene';

const ROOT = resolve(__dirname, '..');
const NAMES = Array.from({ length: 40 }, (_, i) => `service-${i + 1}`);

/** A scene of `lock`, whose two inputs use different repositories of a server. */
export async function lockScene(): Promise<readonly [Scene, GitHubServer]> {
  const repositories = NAMES.map((name, i) => {
    const subject = { use_default: true, sub_claim_prefix: `repo:octo-org/${name}` };
    return { fullName: `octo-org/${name}`, id: 1000 + i, ownerId: 123, subject };
  });
  const server = await startGitHub({ repositories });
  const folder = mkdtempSync(join(tmpdir(), 'oidc-bindings-lock-'));
  writeFileSync(join(folder, 'bindings.yaml'), bindings(NAMES.slice(0, 20)));
  writeFileSync(join(folder, 'other.yaml'), bindings(NAMES));
  const child = ['--require', join(ROOT, 'src/cli/typescript.cjs'), join(ROOT, 'fuzz/faults/lock-child.ts')];
  const args = (input: string) => [...child, input, 'bindings.lock.yaml', server.url];
  return [{ name: 'lock', folder, out: 'bindings.lock.yaml', args, env: { GITHUB_TOKEN: 'a-token' } }, server];
}

function bindings(names: readonly string[]): string {
  const account = '  production: { id: "111111111111", region: us-east-2 }\n';
  const trust = names.map((name) => `      - { repository: octo-org/${name}, branch: main }\n`).join('');
  return `version: 1\naccounts:\n${account}bindings:\n  deploy:\n    accounts: [production]\n    trust:\n${trust}`;
}
