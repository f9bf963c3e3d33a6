import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { FIXTURES, loadFixture } from './support/fixtures';
import { planOfText } from './support/plan';
import { synthStacks } from './support/synth';

const ROOT = resolve(__dirname, '..');

function emitted(env: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const out = mkdtempSync(join(tmpdir(), 'oidc-bindings-'));
  try {
    const args = ['--require', './src/cli/typescript.cjs', 'main.ts'];
    const { status } = spawnSync(process.execPath, args, {
      cwd: ROOT,
      env: { ...process.env, ...env, BINDINGS: 'bindings.yaml', CDKTF_OUTDIR: out },
    });
    expect(status).toBe(0);
    const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
    return Object.fromEntries(files.sort().map((file) => [file, readFileSync(join(out, file), 'utf8')]));
  } finally {
    rmSync(out, { recursive: true });
  }
}

it('emits the same bytes in any time zone, locale and output folder', () => {
  const here = emitted({ TZ: 'UTC', LC_ALL: 'C' });

  expect(emitted({ TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' })).toEqual(here);
  expect(Object.keys(here)).toContain('manifest.json');
});

/** The same mapping with its keys, and those of all within, in reverse. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

it.each(['subject-templates', 'merged-pins', 'partitions'])('does not depend on the order of keys in %s', (name) => {
  const read = (file: string) => readFileSync(join(FIXTURES, 'bindings', file), 'utf8');
  const lock = name === 'partitions' ? read('bindings.lock.yaml') : read(`ok/${name}.lock.yaml`);
  const bindings = read(`ok/${name}.yaml`);

  const backwards = planOfText(stringify(reversed(parse(bindings))), stringify(reversed(parse(lock))));

  expect([...synthStacks(backwards)]).toEqual([...synthStacks(planOfText(bindings, lock))]);
});

it('keeps nothing from one file for the next', () => {
  const alone = ['everything', 'for-each-repository'].map((name) => loadFixture('bindings/ok', name).plan);

  const [second, first] = ['for-each-repository', 'everything'].map((name) => loadFixture('bindings/ok', name).plan);

  expect([first, second]).toEqual(alone);
});
