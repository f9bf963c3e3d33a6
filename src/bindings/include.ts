import type { InferOutput } from 'valibot';
import type { Diagnostic, Problems } from '../diagnostics/diagnostic';
import { type Location, child, location } from '../diagnostics/source';
import type { Allow, BoundedFile, Placed } from './bindings';
import type { Files } from './files';
import { type bindingsFile, includedFile } from './schema/bindings-file';
import { type Validated, validate } from './validate';
import { readYaml } from './yaml';

type MainFile = InferOutput<typeof bindingsFile>;

/** What an included file holds. */
export type IncludedFile = Validated<InferOutput<typeof includedFile>>;

/** The files that a bindings file includes, each once, and what bounds them. */
export interface Included {
  readonly files: readonly IncludedFile[];
  readonly bounds: ReadonlyMap<string, BoundedFile>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads what `include` names. A file that two entries name is bounded by both. */
export function readIncluded({ source, value: file }: Validated<MainFile>, files: Files, problems: Problems): Included {
  const bounds = new Map<string, readonly Placed<Allow>[]>();
  const read = new Map<string, IncludedFile | undefined>();
  const diagnostics: Diagnostic[] = [];
  (file.include ?? []).forEach((entry, i) => {
    const at = child(location(source), 'include', i);
    const { files: patterns, allow } = typeof entry === 'string' ? { files: [entry], allow: undefined } : entry;
    patterns.forEach((pattern, j) => {
      const place = typeof entry === 'string' ? at : child(at, 'files', j);
      for (const path of matches(pattern, place, files, problems)) {
        const text = files.read(path, source.file);
        if ('problem' in text) {
          problems.error('invalid-value', place, `\`${path}\` ${text.problem}`);
          continue;
        }
        if (allow) bounds.set(text.file, [...(bounds.get(text.file) ?? []), { value: allow, at: child(at, 'allow') }]);
        if (read.has(text.file)) continue;
        const [yaml, unreadable] = readYaml(text.file, text.text);
        diagnostics.push(...unreadable);
        read.set(text.file, yaml.value === undefined ? undefined : validate(includedFile, yaml, problems));
      }
    });
  });
  const bounded = [...bounds].flatMap(([path, allow]) => {
    const found = read.get(path);
    return found ? [[path, { source: found.source, allow, written: found.value }] as const] : [];
  });
  return { files: [...read.values()].filter((found) => found !== undefined), bounds: new Map(bounded), diagnostics };
}

function matches(pattern: string, at: Location, files: Files, problems: Problems): readonly string[] {
  const found = /^[/\\]|(^|[/\\])\.\.([/\\]|$)/.test(pattern) ? undefined : files.list(pattern, at.source.file);
  if (!found)
    problems.error(
      'invalid-value',
      at,
      `\`${pattern}\` leads out of the folder: included files stand beside this file or below`,
    );
  else if (found.length === 0) problems.error('invalid-value', at, `there is no file \`${pattern}\``);
  return found ?? [];
}
