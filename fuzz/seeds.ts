import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { placesOf } from './mutate/places';
import type { Seed } from './target';

/** Root of the project. */
export const ROOT = resolve(__dirname, '..');
const EXAMPLES = join(ROOT, 'examples');
const FIXTURES = join(ROOT, '__tests__/fixtures');

/** A seed in which `file` is changed. */
export function seedOf(files: ReadonlyMap<string, string>, main: string, file: string, lock?: string): Seed {
  return { name: `${main}: ${file}`, files, main, lock, file, places: placesOf(files.get(file) ?? '') };
}

/** Seeds that change the bindings file of every example and of every fixture without errors. */
export function bindingsSeeds(): readonly Seed[] {
  return projects().map(({ files, main, lock }) => seedOf(files, main, main, lock));
}

/** Seeds that change the lock file of each. */
export function lockSeeds(): readonly Seed[] {
  return projects().flatMap(({ files, main, lock }) => (files.has(lock) ? [seedOf(files, main, lock, lock)] : []));
}

/** Seeds that change what bindings files name: included files, policies, listings of accounts. */
export function namedFileSeeds(): readonly Seed[] {
  return projects().flatMap(({ files, main, lock }) => {
    const text = files.get(main) ?? '';
    return [...files.keys()]
      .filter((file) => /(organization|(teams|policies)[/][^/]+)\.(json|yaml)$/.test(file))
      .filter((file) => text.includes(`${basename(dirname(file))}/`) || text.includes(basename(file)))
      .map((file) => seedOf(files, main, file, lock));
  });
}

/** Texts of the JSON files in a folder of the fixtures, by name. */
export function fixtureTexts(folder: string): ReadonlyMap<string, string> {
  return textsBelow(join(FIXTURES, folder), /\.json$/);
}

interface Project {
  readonly files: ReadonlyMap<string, string>;
  readonly main: string;
  readonly lock: string;
}

function projects(): readonly Project[] {
  const examples = readdirSync(EXAMPLES)
    .filter((name) => existsSync(join(EXAMPLES, name, 'bindings.yaml')))
    .map((name) => {
      const files = textsBelow(join(EXAMPLES, name), /^(?!terraform|workflows).*\.(yaml|json)$/);
      return { files, main: 'bindings.yaml', lock: 'bindings.lock.yaml' };
    });
  const files = textsBelow(join(FIXTURES, 'bindings'), /^(?!err).*(?<!\.policies)\.(yaml|json)$/);
  const fixtures = [...files.keys()]
    .filter((file) => /^ok\/[^./]+\.yaml$/.test(file))
    .map((main) => {
      const own = main.replace('.yaml', '.lock.yaml');
      return { files, main, lock: files.has(own) ? own : 'bindings.lock.yaml' };
    });
  return [...examples, ...fixtures];
}

function textsBelow(folder: string, wanted: RegExp): ReadonlyMap<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => wanted.test(path) && statSync(join(folder, path)).isFile());
  return new Map(paths.sort().map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}
