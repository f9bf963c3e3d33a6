import * as v from 'valibot';
import { presetReference } from './reference';
import { PRESETS, type PresetName } from './schema/presets';

/** A parameter that a preset has to be given, for who is asked for it. */
export interface PresetParameter {
  readonly name: string;
  readonly text: string;
  /** Why a value cannot be, or nothing. */
  readonly problem: (value: string) => string | undefined;
}

/** The presets whose parameters are texts, and what each is for. */
export function presetChoices(): readonly { readonly name: PresetName; readonly does: string }[] {
  return (Object.keys(PRESETS) as PresetName[])
    .filter((name) => name !== 'ami-build')
    .map((name) => ({ name, does: presetReference(name).find(({ key }) => key === 'preset')?.text ?? '' }));
}

/** The preset of a name that is known to be one. */
export function presetName(text: string): PresetName {
  if (!Object.hasOwn(PRESETS, text)) throw new Error(`internal error: there is no preset ${text}`);
  return text as PresetName;
}

/** The parameters without which a preset cannot be used. */
export function requiredParameters(preset: PresetName): readonly PresetParameter[] {
  const entries: Readonly<Record<string, v.GenericSchema>> = PRESETS[preset].entries;
  return presetReference(preset)
    .filter(({ key, required }) => required && key !== 'preset')
    .map(({ key, text }) => ({ name: key, text, problem: (value) => problemOf(entries[key], value) }));
}

function problemOf(schema: v.GenericSchema | undefined, value: string): string | undefined {
  if (!schema) throw new Error('internal error: a documented parameter has no schema');
  const read = v.safeParse(schema, value);
  return read.success ? undefined : read.issues[0].message;
}
