import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { emitted } from '../fuzz/fields/emitted';
import { bindingsSeeds } from '../fuzz/seeds';

const ROOT = resolve(__dirname, '..');

/** What the order of means nothing: lists of accounts, of files, and of who is trusted. */
const UNORDERED = ['accounts', 'include', 'files', 'trust', 'Accounts', 'branch', 'environment'];

/** The same data with the order of such lists, and of all keys, reversed. */
function reversed(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => reversed(item));
    return UNORDERED.includes(key) ? items.reverse() : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, reversed(inner, name)] as const);
  return Object.fromEntries(entries.reverse());
}

it.each(bindingsSeeds().map((seed) => [seed.name, seed] as const))(
  'does not depend on the order of accounts, files and who is trusted in %s',
  (_, { files, main, lock }) => {
    const backwards = [...files].reverse().map(([path, text]) => {
      if (/policies\//.test(path)) return [path, text] as const;
      return [
        path,
        path.endsWith('.json') ? JSON.stringify(reversed(JSON.parse(text))) : stringify(reversed(parse(text))),
      ] as const;
    });

    const there = emitted({ files: new Map(backwards), main, lock }).output;
    const here = emitted({ files, main, lock }).output;

    expect(here?.size).toBeGreaterThan(1);
    expect(Object.fromEntries(there ?? [])).toEqual(Object.fromEntries(here ?? []));
  },
);

const nodes = (process.env.NODE_BINARIES ?? '').split(delimiter).filter((path) => path !== '');

/** All that a Node.js renders of the largest example, by path. */
function rendered(node: string): Readonly<Record<string, string>> {
  const out = mkdtempSync(join(tmpdir(), 'oidc-bindings-'));
  try {
    const example = join(ROOT, 'examples/organization/bindings.yaml');
    const args = ['render', '--bindings', example, '--out', out, '--today', '2026-11-24'];
    const run = spawnSync(node, [join(ROOT, 'src/cli/bin.cjs'), ...args], { encoding: 'utf8' });
    expect(run).toMatchObject({ status: 0 });
    const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((path) => /\.\w+$/.test(path));
    return Object.fromEntries(files.sort().map((path) => [path, readFileSync(join(out, path), 'utf8')]));
  } finally {
    rmSync(out, { recursive: true });
  }
}

if (nodes.length === 0)
  it.skip('renders the same bytes by other versions of Node.js: NODE_BINARIES names none', () => undefined);
else
  it.each(nodes)('renders the same bytes by %s', (node) => {
    expect(rendered(node)).toEqual(rendered(process.execPath));
  });
