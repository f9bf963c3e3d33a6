import type { InferOutput } from 'valibot';
import { type Result, createProblems } from '../diagnostics/diagnostic';
import { child, location } from '../diagnostics/source';
import type { Binding, Bindings } from './bindings';
import { mergeDefaults } from './defaults';
import { bindingsFile } from './schema/bindings-file';
import { type Validated, validate } from './validate';
import { readYaml } from './yaml';

/** Reads the text of a bindings.yaml; nothing if so much is wrong that no part of it can be looked at further. */
export function parseBindings(file: string, text: string): Result<Bindings | undefined> {
  const [yaml, unreadable] = readYaml(file, text);
  const problems = createProblems();
  const read = yaml.value === undefined ? undefined : validate(bindingsFile, yaml, problems);
  const diagnostics = () => [...unreadable, ...problems.all];
  if (!read) return [undefined, diagnostics()];

  const withDefaults = mergeAll(read, (path) => {
    const at = child(location(read.source), ...path);
    problems.error(
      'invalid-value',
      at,
      'null drops a default, and there is none here: remove the key, or write `{}` for one without settings',
    );
  });
  return [withDefaults, diagnostics()];
}

type Path = readonly (string | number)[];
type File = InferOutput<typeof bindingsFile>;

function mergeAll({ source, value: file }: Validated<File>, nothingToDrop: (path: Path) => void): Bindings {
  const { defaults = {} } = file;
  const under = <T>(base: unknown, own: T, ...path: Path) =>
    mergeDefaults(base, own, (below) => nothingToDrop([...path, ...below]));
  const silent = () => undefined;
  return {
    source,
    github: mergeDefaults(undefined, file.github ?? {}, (below) => nothingToDrop(['github', ...below])),
    accounts: mapValues(file.accounts, (account, name) => under(defaults.account, account, 'accounts', name)),
    repositories: mapValues(file.repositories ?? new Map<string, null>(), (repository, name) =>
      under(defaults.repository, repository ?? {}, 'repositories', name),
    ),
    repositoryDefaults: mergeDefaults(defaults.repository, {}, silent),
    bindings: mapValues(file.bindings, (binding, name): Binding => {
      const merged = {
        ...binding,
        role: under(defaults.role, binding.role ?? {}, 'bindings', name, 'role'),
        trust: binding.trust.map(({ claims = new Map(), claim_patterns = new Map(), ...entry }, i) => ({
          ...entry,
          claims: under(
            lacking(defaults.trust?.claims, claim_patterns),
            claims,
            'bindings',
            name,
            'trust',
            i,
            'claims',
          ),
          claim_patterns: under(
            lacking(defaults.trust?.claim_patterns, claims),
            claim_patterns,
            'bindings',
            name,
            'trust',
            i,
            'claim_patterns',
          ),
        })),
        variables: under(defaults.variables, binding.variables ?? new Map(), 'bindings', name, 'variables'),
      };
      return merged;
    }),
  };
}

/** A claim that an entry requires in one form is nearer than a default of the other form. */
function lacking<V>(
  defaults: ReadonlyMap<string, V> | undefined,
  nearer: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, V> {
  return new Map([...(defaults ?? [])].filter(([claim]) => !nearer.has(claim)));
}

function mapValues<V, W>(map: ReadonlyMap<string, V>, change: (value: V, name: string) => W): ReadonlyMap<string, W> {
  return new Map([...map].map(([name, value]) => [name, change(value, name)]));
}
