import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const EXAMPLE = join(ROOT, 'examples/organization');
const INPUTS = ['bindings.yaml', 'bindings.lock.yaml', 'organization.json', 'teams'];

/** Renders a copy of the example, whose files were made in some order, from some folder; and reads what was written. */
function rendered(order: readonly string[], from: string, environment: NodeJS.ProcessEnv) {
  const folder = mkdtempSync(join(tmpdir(), 'oidc-bindings-'));
  try {
    for (const name of order) cpSync(join(EXAMPLE, name), join(folder, name), { recursive: true });
    const cwd = join(folder, from);
    mkdirSync(cwd, { recursive: true });
    const out = join(folder, 'terraform');
    const args = ['render', '--bindings', join(folder, 'bindings.yaml'), '--out', out];
    const { status } = spawnSync(process.execPath, [join(ROOT, 'src/cli/bin.cjs'), ...args], {
      cwd,
      env: { ...process.env, ...environment },
    });
    expect(status).toBe(0);
    const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((path) => /\.\w+$/.test(path));
    return Object.fromEntries(files.sort().map((path) => [path, readFileSync(join(out, path), 'utf8')]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('renders the same bytes in any time zone, locale and folder, in whatever order the files were made', () => {
  const here = rendered(INPUTS, '.', { TZ: 'UTC', LC_ALL: 'C' });

  const there = rendered([...INPUTS].reverse(), 'some/where', {
    TZ: 'Pacific/Kiritimati',
    LC_ALL: 'tr_TR.UTF-8',
    LANG: 'tr_TR.UTF-8',
    HOME: '/nonexistent',
  });

  expect(there).toEqual(here);
  expect(Object.keys(here).length).toBeGreaterThan(40);
});
