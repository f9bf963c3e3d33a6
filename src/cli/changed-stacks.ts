import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { UnusablePath, shown } from './files';

/** Names of the stacks below `out` of which something was committed since a revision and HEAD parted. */
export function changedStacks(revision: string, out: string): ReadonlySet<string> {
  if (!existsSync(out))
    throw new UnusablePath(
      `there is no ${shown(out)}, so that nothing can have changed in it: \`npx oidc-bindings render\` writes it`,
    );
  const args = ['diff', '--name-only', '--relative', '-z', '--end-of-options', `${revision}...HEAD`, '--', out];
  const { status, stdout, stderr, error } = spawnSync('git', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (error) throw new UnusablePath(`git cannot be run: ${error.message}`);
  if (status !== 0) {
    throw new UnusablePath(
      `git cannot compare with ${revision}: ${stderr.trim().split('\n')[0] ?? ''} (a shallow clone lacks it: \`fetch-depth: 0\`)`,
    );
  }
  const prefix = `${out.replace(/\/+$/, '')}/`;
  const paths = stdout.split('\0').filter((path) => path.startsWith(prefix));
  return new Set(paths.map((path) => path.slice(prefix.length).split('/', 1)[0] ?? ''));
}
