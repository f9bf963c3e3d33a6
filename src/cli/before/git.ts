import { spawnSync } from 'node:child_process';
import { UnusablePath } from '../files';

/** Variables by which a process that runs us, such as a hook of git, tells git where it is; we ask about a folder. */
const PLACE_VARIABLES = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX'];

/** What a partial clone lacks is not fetched: no command but `lock` talks to anybody. */
const OFFLINE = { GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: '', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0' };

/** Nothing that the repository itself could have git run. */
const QUIET = ['--no-replace-objects', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];

const MAX_BYTES = 1 << 30;

/** What git answered: its output, or nothing if it refused. */
export function git(folder: string, args: readonly string[], input?: string): Buffer | undefined {
  const env = Object.fromEntries(
    Object.entries({ ...process.env, ...OFFLINE }).filter(([name]) => !PLACE_VARIABLES.includes(name)),
  );
  const { status, stdout, error } = spawnSync('git', [...QUIET, ...args], {
    cwd: folder,
    env,
    input,
    maxBuffer: MAX_BYTES,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  if (error) throw new UnusablePath(`git cannot be run: ${error.message}`);
  return status === 0 ? stdout : undefined;
}

/** The same for one line of text. */
export function gitLine(folder: string, ...args: readonly string[]): string | undefined {
  return git(folder, args)?.toString('utf8').replace(/\n$/, '');
}
