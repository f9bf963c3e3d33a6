import { type Location, child, keyOf, location } from '../../diagnostics/source';
import { didYouMean } from '../../diagnostics/suggest';
import type { Trigger, Workflow, WorkflowCall } from '../read/workflow';

/** Something that GitHub refuses, and where it stands. */
export interface FormFault {
  readonly at: Location;
  readonly message: string;
}

/** What GitHub refuses and its parser does not see: what contradicts itself, and what does not fit the workflow that is called. */
export function formFaults(
  workflow: Workflow,
  calls: (uses: string, from: Workflow) => Workflow | undefined | 'none',
): readonly FormFault[] {
  const root = location(workflow.source);
  return [
    ...workflow.triggers.flatMap(filterFaults),
    ...workflow.jobs.flatMap(({ id, call, steps }) => {
      const at = child(root, 'jobs', id);
      return [
        ...(call ? callFaults(call, at, calls(call.uses, workflow)) : []),
        ...steps.flatMap(({ uses, at: place }) =>
          uses === undefined || isAction(uses)
            ? []
            : [
                {
                  at: child(place, 'uses'),
                  message: `\`${uses}\` is no action: write \`owner/name@version\`, or \`$/path\` for one of this repository`,
                },
              ],
        ),
      ];
    }),
  ];
}

function filterFaults({ at, branches, branchesIgnore, tags, tagsIgnore }: Trigger): readonly FormFault[] {
  const both = (kind: string) => ({ at, message: `\`${kind}\` and \`${kind}-ignore\` stand beside each other` });
  return [...(branches && branchesIgnore ? [both('branches')] : []), ...(tags && tagsIgnore ? [both('tags')] : [])];
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsuses */
function isAction(uses: string): boolean {
  return /^(\.\/|\$\/|docker:\/\/)/.test(uses) || /^[^/@\s]+\/[^@\s]+@.+$/.test(uses);
}

function callFaults(call: WorkflowCall, at: Location, called: Workflow | undefined | 'none'): readonly FormFault[] {
  const place = child(at, 'uses');
  if (called === undefined) return [];
  if (called === 'none') return [{ at: place, message: `there is no workflow \`${call.uses}\`` }];
  const trigger = called.triggers.find(({ event }) => event === 'workflow_call');
  if (!trigger) return [{ at: place, message: `\`${call.uses}\` has no trigger \`workflow_call\`` }];
  const secrets = new Map([...call.secrets].map(([name, text]) => [name.toLowerCase(), text]));
  const unknown = (what: 'input' | 'secret', names: Iterable<string>, known: readonly string[]) =>
    [...names]
      .filter((name) => !known.includes(name.toLowerCase()))
      .map((name) => ({
        at: keyOf(child(at, what === 'input' ? 'with' : 'secrets', name)),
        message: `\`${call.uses}\` has no ${what} \`${name}\`${didYouMean(name, known)}`,
      }));
  const missing = (what: 'input' | 'secret', names: readonly string[]) =>
    names.map((name) => ({ at: place, message: `\`${call.uses}\` requires the ${what} \`${name}\`` }));
  return [
    ...unknown('input', call.with.keys(), [...trigger.inputs.keys()]),
    ...unknown('secret', call.secrets.keys(), [...trigger.secrets.keys()]),
    ...missing(
      'input',
      [...trigger.inputs].filter(([name, input]) => input.isRequired && !call.with.has(name)).map(([name]) => name),
    ),
    ...(call.inheritsSecrets
      ? []
      : missing(
          'secret',
          [...trigger.secrets].filter(([name, isRequired]) => isRequired && !secrets.has(name)).map(([name]) => name),
        )),
  ];
}
