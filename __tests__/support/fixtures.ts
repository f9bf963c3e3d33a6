import { existsSync, readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { createColors } from 'picocolors';
import { type Loaded, load } from '../../src/cli/load';
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

/** Loads a fixture with its own lock file, or the one that fixtures share. */
export function loadFixture(folder: string, name: string): Loaded {
  const own = join(FIXTURES, folder, `${name}.lock.yaml`);
  const lock = existsSync(own) ? own : join(FIXTURES, 'bindings/bindings.lock.yaml');
  return load({ bindings: join(FIXTURES, folder, `${name}.yaml`), lock });
}

/** Diagnostics as a user sees them, without colours. */
export function shownText({ diagnostics }: Loaded): string {
  return formatText(diagnostics, createColors(false));
}
