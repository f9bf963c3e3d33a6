import * as v from 'valibot';
import type { Problems } from '../diagnostics/diagnostic';
import { type Location, child } from '../diagnostics/source';
import type { PresetEntry } from './bindings';
import { PRESETS } from './schema/presets';
import { type TemplateScope, expandTemplate } from './template';

/**
 * The entry with its templates replaced. What has become of them is looked at by the same schema once more, since the form of a
 * text with a template cannot be told; nothing if something is wrong, which is reported.
 */
export function expandPreset(
  entry: PresetEntry,
  scope: TemplateScope,
  at: Location,
  problems: Problems,
): PresetEntry | undefined {
  const unusable: Location[] = [];
  const expand = (value: unknown, place: Location): unknown => {
    if (Array.isArray(value)) return value.map((item, i) => expand(item, child(place, i)));
    if (value instanceof Map)
      return Object.fromEntries(
        [...(value as Map<string, unknown>)].map(([key, item]) => [key, expand(item, child(place, key))]),
      );
    if (typeof value !== 'string') return value;
    const text = expandTemplate(value, scope, place, problems);
    if (text?.includes('${')) problems.error('invalid-value', place, `\`${text}\`: no name in AWS holds \`\${\``);
    if (text === undefined || text.includes('${')) unusable.push(place);
    return text;
  };
  const parameters = Object.entries(entry).map(([key, value]) => [key, expand(value, child(at, key))] as const);
  if (unusable.length > 0) return undefined;
  const read = v.safeParse(PRESETS[entry.preset], Object.fromEntries(parameters));
  if (read.success) return read.output;
  for (const issue of read.issues) {
    const path = (issue.path ?? []).map(({ key }) => key as string | number);
    problems.error(
      'invalid-value',
      child(at, ...path),
      `\`${String(issue.input)}\` ${issue.message.replace(/^must be /, 'is not ')}`,
    );
  }
  return undefined;
}
