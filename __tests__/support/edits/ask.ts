import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { askGitHub } from '../../../src/cli/ask-github';
import { loadUsed } from '../../../src/cli/load-used';
import { newLock } from '../../../src/lock/outcome';
import { wantedFacts } from '../../../src/lock/wanted';
import { localGitHub } from '../terraform/git-hub';

/** The lock file that `lock` would write in a workspace's folder; as it is, where `lock` would write nothing. */
export async function askedLock(folder: string, prune: boolean): Promise<string> {
  const lock = join(folder, 'bindings.lock.yaml');
  const known = existsSync(lock) ? readFileSync(lock, 'utf8') : '';
  const loaded = loadUsed({ bindings: join(folder, 'bindings.yaml') });
  if (!('used' in loaded)) return known;
  const learnt = await askGitHub(
    wantedFacts(loaded.used, loaded.lock, prune),
    loaded,
    { prune, quiet: true, signal: new AbortController().signal },
    {
      baseUrl: `${localGitHub.environment(folder)['GITHUB_BASE_URL'] ?? ''}api/v3`,
      env: { GITHUB_TOKEN: 'none' },
      secondMs: 1,
    },
  );
  if (learnt.failure !== undefined) return known;
  const [text, wrong] = newLock(loaded.lock, learnt, loaded.bindings);
  return wrong.length > 0 ? known : text;
}
