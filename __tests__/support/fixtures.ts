import { existsSync, readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { createColors } from 'picocolors';
import { type Loaded, load, resolveInput } from '../../src/cli/load';
import { formatText } from '../../src/diagnostics/format/text';

/** Folder of the fixtures, relative to the root of the project, from where tests run. */
export const FIXTURES = relative(process.cwd(), join(__dirname, '../fixtures'));

/** Names of the bindings files in a folder. */
export function fixtureNames(folder: string): readonly string[] {
  const files = readdirSync(join(FIXTURES, folder)).filter(
    (file) => file.endsWith('.yaml') && !file.endsWith('.lock.yaml'),
  );
  return files.map((file) => basename(file, '.yaml')).sort();
}

/** A fixture's files: with its own lock file, or the one that fixtures share. */
function filesOf(folder: string, name: string) {
  const own = join(FIXTURES, folder, `${name}.lock.yaml`);
  const lock = existsSync(own) ? own : join(FIXTURES, 'bindings/bindings.lock.yaml');
  return { bindings: join(FIXTURES, folder, `${name}.yaml`), lock };
}

/** What comes of a fixture, without lint rules. */
export function loadFixture(folder: string, name: string) {
  const { diagnostics, access } = resolveInput(filesOf(folder, name));
  return { diagnostics, plan: access?.plan };
}

/** What lint rules say of a fixture, as `lint` does on a day. */
export function lintFixture(folder: string, name: string, today: string): Loaded {
  return load({ ...filesOf(folder, name), today, overdue: 'error' });
}

/** Diagnostics as a user sees them, without colors. */
export function shownText({ diagnostics }: Pick<Loaded, 'diagnostics'>): string {
  return formatText(diagnostics, createColors(false));
}
