import { parse, stringify } from 'yaml';
import type { Seed } from '../target';
import { type Emitted, emitted } from './emitted';
import type { Format } from './formats';
import { fragments, marked, means, readByTerraform } from './fragments';
import { checkSentence } from '../targets/sentences';
import { slotFor } from './put';
import { type Field, fieldsOf } from './schema-fields';

/** What became of texts in one field. */
export interface Injected {
  readonly field: string;
  readonly inputs: number;
  /** Whether any of the texts reached the output. */
  readonly reached: boolean;
  /** In words, each text of which something else was made. */
  readonly wrong: readonly string[];
}

/** A file of a format, as data. */
interface Project {
  readonly seed: Seed;
  readonly data: unknown;
}

/** How thoroughly it is done. */
export interface InjectOptions {
  readonly probes: readonly string[];
  /** In how many files each field is tried. */
  readonly projects: number;
  /** Whether to try a text also in place of what stands in a field, where it is refused after that. */
  readonly inPlace: boolean;
  readonly onField?: (field: string) => void;
}

/** Puts each text into each field of a format. */
export function inject(
  { schema, seeds }: Format,
  { probes, projects: count, inPlace, onField }: InjectOptions,
): readonly Injected[] {
  const projects = seeds()
    .map((seed) => ({ seed, data: parse(seed.files.get(seed.file) ?? '') as unknown }))
    .sort((a, b) => sizeOf(a) - sizeOf(b));
  return fieldsOf(schema).map((field) => {
    onField?.(field.join('.'));
    const tried = projectsWith(field, projects)
      .slice(0, count)
      .flatMap((project) =>
        probes.flatMap((probe) => tryText(field, project, probe, inPlace ? FORMS : FORMS.slice(0, 1))),
      );
    return {
      field: field.join('.'),
      inputs: tried.reduce((sum, { inputs }) => sum + inputs, 0),
      reached: tried.some(({ reached }) => reached),
      wrong: tried.flatMap(({ wrong }) => wrong),
    };
  });
}

/** What emitting throws is as wrong as text that was changed. */
function tryText(field: Field, project: Project, probe: string, forms: readonly Form[]): Omit<Injected, 'field'> {
  try {
    return judgeText(field, project, probe, forms);
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { inputs: 1, reached: false, wrong: [`${JSON.stringify(probe)} in ${project.seed.name}: ${message}`] };
  }
}

function judgeText(field: Field, project: Project, probe: string, forms: readonly Form[]): Omit<Injected, 'field'> {
  for (const form of forms) {
    const read = readings(withText(field, project, form(marked(probe))));
    if (!read) continue;
    const expected = readings(withText(field, project, form(marked('x'))));
    return { inputs: 2, reached: read.length > 0, wrong: faults(probe, read, expected) };
  }
  return { inputs: forms.length, reached: false, wrong: [] };
}

/** In words, what is wrong with what was made of a text, beside what was made of an `x` in its place. */
function faults(probe: string, read: readonly string[], expected: readonly string[] | undefined): readonly string[] {
  if (expected && read.length !== expected.length)
    return [`${JSON.stringify(probe)} is written ${read.length} times, and x ${expected.length} times`];
  const literally = probe.replaceAll('$${', () => '${');
  return read
    .filter((fragment) => !means(fragment, probe) && !means(fragment, literally))
    .map((other) => `${JSON.stringify(probe)} becomes ${JSON.stringify(other)}`);
}

type Form = (text: string) => (before: string) => string;

const FORMS: readonly Form[] = [(text) => (before) => before + text, (text) => () => text];

/** What was made of marked text, as Terraform and others read it. */
function readings({ diagnostics, output }: Emitted): readonly string[] | undefined {
  for (const { message } of diagnostics) checkSentence(message);
  if (!output) return undefined;
  const written = [...output].filter(([path]) => !path.endsWith('.gitignore'));
  const of = (isTerraform: boolean) =>
    fragments(
      written
        .filter(([path]) => path.endsWith('.tf.json') === isTerraform)
        .flatMap(([path, text]) => [path, ...textsOf(JSON.parse(text)).map(withoutQuotes)]),
    );
  return [...of(true).map(readByTerraform), ...of(false)];
}

/** The address of one of several resources ends in a quoted key: what is in the quotes. */
function withoutQuotes(text: string): string {
  const [, key] = /^[a-z_]+\.[\w-]+\[(".*")\]$/s.exec(text) ?? [];
  return key === undefined ? text : (JSON.parse(key) as string);
}

/** All texts in data, keys included. */
function textsOf(data: unknown): readonly string[] {
  if (typeof data === 'string') return [data];
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) => [key, ...textsOf(value)]);
}

function withText(field: Field, { seed, data }: Project, change: (before: string) => string): Emitted {
  const changed = slotFor(field, data).put(change);
  const text = seed.file.endsWith('.json') ? JSON.stringify(changed) : stringify(changed);
  return emitted({ ...seed, files: new Map([...seed.files, [seed.file, text]]) });
}

function sizeOf({ seed }: Project): number {
  return (seed.files.get(seed.main)?.length ?? 0) + (seed.files.get(seed.file)?.length ?? 0);
}

/** The files that have the field, the smallest first; where none has it, all of them. */
function projectsWith(field: Field, projects: readonly Project[]): readonly Project[] {
  const having = projects.filter(({ data }) => slotFor(field, data).present);
  return having.length > 0 ? having : projects;
}
