import type { Lookup } from '../expression/evaluate';
import { numberOf, textOf } from '../expression/coerce';
import { evaluateText } from '../expression/template';
import type { Evaluated } from '../expression/value';
import type { Trigger, WorkflowInput } from '../read/workflow';

/** The values of inputs, by names in lower case. */
export type Inputs = ReadonlyMap<string, Evaluated>;

/** More ways to start a workflow by hand are not told apart. */
const MAX_CHOICES = 16;

/**
 * The inputs that a run may have: of one that somebody starts, for each choice that is offered; what is typed in is taken to be left
 * at its default. A caller that is not known may pass anything.
 */
export function startInputs(event: string, { inputs }: Pick<Trigger, 'inputs'>): readonly Inputs[] {
  let all: readonly Inputs[] = [new Map()];
  for (const [name, input] of inputs) {
    const options = event === 'workflow_dispatch' ? (input.options ?? []) : [];
    const isTold = options.length > 0 && all.length * options.length <= MAX_CHOICES;
    const values = isTold ? options.map((option) => typed({ known: option }, input)) : [usualInput(event, input)];
    all = all.flatMap((known) => values.map((value) => new Map([...known, [name, value]])));
  }
  return all;
}

function usualInput(event: string, input: WorkflowInput): Evaluated {
  const usual = input.default ?? (input.options ?? [])[0];
  return event === 'workflow_dispatch' && usual !== undefined
    ? typed({ known: usual }, input)
    : { unknown: ['inputs'] };
}

/** What is passed to a called workflow or action, by names in lower case; else the defaults. */
export function passedInputs(
  { inputs }: Pick<Trigger, 'inputs'>,
  passed: ReadonlyMap<string, string>,
  lookup: Lookup,
): Inputs {
  return new Map(
    [...inputs].map(([name, input]) => {
      const text = passed.get(name) ?? input.default;
      return [name, text === undefined ? { known: '' } : typed(evaluateText(text, lookup), input)] as const;
    }),
  );
}

/** The secrets that are passed by name, by their names in lower case. */
export function passedSecrets(passed: ReadonlyMap<string, string>, lookup: Lookup): Inputs {
  return new Map(
    [...passed].map(([name, text]) => {
      const value = evaluateText(text, lookup);
      return [name.toLowerCase(), 'known' in value ? { known: textOf(value.known) } : value];
    }),
  );
}

/** A value as one of the input's type. */
function typed(value: Evaluated, { type }: WorkflowInput): Evaluated {
  if (!('known' in value)) return value;
  const text = textOf(value.known);
  if (type === 'text') return { known: text };
  if (type === 'boolean') return { known: text.toLowerCase() === 'true' };
  return { known: numberOf(text) };
}
