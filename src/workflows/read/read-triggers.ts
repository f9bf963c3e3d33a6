import { type Location, child, keyOf } from '../../diagnostics/source';
import type { Trigger, WorkflowInput } from './workflow';
import { isMap, listOf, mapOf, textOf, textsOf } from './yaml-values';

/** Reads `on` in each of its forms. https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#on */
export function readTriggers(on: unknown, at: Location): readonly Trigger[] {
  if (isMap(on))
    return Object.entries(on).map(([event, settings]) => readTrigger(event, settings, keyOf(child(at, event))));
  return listOf(on).flatMap((item, index) => {
    const event = textOf(item);
    return event === undefined ? [] : [readTrigger(event, undefined, Array.isArray(on) ? child(at, index) : at)];
  });
}

function readTrigger(event: string, value: unknown, at: Location): Trigger {
  const settings = mapOf(value);
  const filter = (name: string) => (listOf(settings[name]).length === 0 ? undefined : textsOf(settings[name]));
  return {
    event,
    at,
    branches: filter('branches'),
    branchesIgnore: filter('branches-ignore'),
    tags: filter('tags'),
    tagsIgnore: filter('tags-ignore'),
    workflows: filter('workflows'),
    types: filter('types'),
    inputs: readInputs(settings.inputs),
    secrets: new Map(
      Object.entries(mapOf(settings.secrets)).map(([name, secret]) => [
        name.toLowerCase(),
        mapOf(secret).required === true,
      ]),
    ),
  };
}

/** Reads the `inputs` of a trigger, by names in lower case. */
function readInputs(value: unknown): ReadonlyMap<string, WorkflowInput> {
  return new Map(
    Object.entries(mapOf(value)).map(([name, settings]): readonly [string, WorkflowInput] => {
      const { default: usual, options, required, type: written } = mapOf(settings);
      const type = written === 'boolean' || written === 'number' ? written : 'text';
      const ofType = type === 'boolean' ? 'false' : type === 'number' ? '0' : undefined;
      const choices = type === 'boolean' ? ['true', 'false'] : options === undefined ? undefined : textsOf(options);
      return [
        name.toLowerCase(),
        {
          type,
          default: textOf(usual) ?? ofType,
          options: choices,
          isRequired: required === true && usual === undefined,
        },
      ];
    }),
  );
}

/** Reads the `inputs` of an action, which are texts all, by names in lower case. */
export function readActionInputs(value: unknown): ReadonlyMap<string, WorkflowInput> {
  return new Map(
    Object.entries(mapOf(value)).map(([name, settings]) => [
      name.toLowerCase(),
      { type: 'text', default: textOf(mapOf(settings).default) },
    ]),
  );
}
