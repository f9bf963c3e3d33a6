import { type Problems, reportAs } from '../diagnostics/diagnostic';
import type { Location } from '../diagnostics/source';
import type { Files } from './files';
import type { Schema } from './schema/kit';
import { type Validated, validate } from './validate';
import { readYaml } from './yaml';

/** Reads policy files, each once. */
export interface PolicyFiles {
  /** The policy in the file that the value at `at` names; what is wrong with it is reported. */
  read<T>(path: string, schema: Schema<T>, at: Location): Validated<T> | undefined;
}

/** A reader that remembers what it has read. */
export function createPolicyFiles(files: Files, problems: Problems): PolicyFiles {
  const known = new Map<string, Validated<unknown> | undefined>();
  return {
    read<T>(path: string, schema: Schema<T>, at: Location) {
      const key = JSON.stringify([at.source.file, path]);
      if (!known.has(key)) known.set(key, readPolicy(path, schema, at, files, problems));
      return known.get(key) as Validated<T> | undefined;
    },
  };
}

function readPolicy<T>(
  path: string,
  schema: Schema<T>,
  at: Location,
  files: Files,
  problems: Problems,
): Validated<T> | undefined {
  const read = files.read(path, at.source.file);
  if ('problem' in read) {
    problems.error('policy-file', at, `\`${path}\` ${read.problem}`);
    return undefined;
  }
  const asPolicyFile = reportAs('policy-file', problems);
  const [yaml, unreadable] = readYaml(read.file, read.text);
  if (!isJson(read.text) && !unreadable.some(({ rule }) => rule === 'input-too-large')) {
    const [first] = unreadable;
    asPolicyFile.error(
      'policy-file',
      first?.at ?? { source: yaml.source, path: [], on: 'value' },
      `\`${path}\` is not JSON${first ? `: ${first.message}` : ''}`,
    );
    return undefined;
  }
  for (const { rule, message, at: place } of unreadable)
    (rule === 'duplicate-key' ? asPolicyFile : problems).error(rule, place, message);
  return yaml.value === undefined ? undefined : validate(schema, yaml, asPolicyFile);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
