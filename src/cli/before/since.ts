import type { Stack } from '../../changes/kept/stack';
import { INPUT_RULES, judgeChange } from '../../changes/kept/judge';
import type { Diagnostic } from '../../diagnostics/diagnostic';
import { keyOf, location } from '../../diagnostics/source';
import { shown } from '../files';
import type { InputFiles, Judge, ResolvedInput } from '../load';
import { tell } from '../streams';
import { type RevisionInput, inputAt } from './revision';
import { stacksOfPlan } from './stacks';

/** How a revision is compared with. */
export interface SinceOptions {
  readonly revision: string;
  readonly input: Pick<InputFiles, 'bindings' | 'lock'>;
  readonly quiet?: boolean;
  /** Stacks of which is said elsewhere that they leave. */
  readonly answered?: ReadonlySet<string>;
}

/** Judges an input by a revision alone. */
export function judgeSince(options: SinceOptions): Judge {
  return (present) => ({
    diagnostics: changesSince(options, present, () => stacksOfPlan(present.access.plan)),
    complete: true,
  });
}

/** What a change does that the input does not say, compared with a revision. */
export function changesSince(
  { revision, input, quiet, answered }: SinceOptions,
  present: ResolvedInput,
  stacks: () => ReadonlyMap<string, Stack>,
): readonly Diagnostic[] {
  const before = inputAt(revision, input.bindings, input.lock);
  if (!before.earlier && before.wrong.length === 0 && !quiet)
    tell(
      `${shown(input.bindings)} is not in ${revision}: everything counts as new. If the file was moved, compare it before the move\n`,
    );
  return changesFrom(
    revision,
    { ...before, earlier: before.earlier && { ...before.earlier, answered } },
    present,
    stacks,
  );
}

/** The same, given what was there. */
export function changesFrom(
  revision: string,
  { earlier, wrong }: RevisionInput,
  present: ResolvedInput,
  stacks: () => ReadonlyMap<string, Stack>,
): readonly Diagnostic[] {
  return [
    ...(wrong.length > 0 ? [notComparable(revision, wrong, earlier !== undefined, present)] : []),
    ...(earlier ? judgeChange(earlier, { ...present, stacks: stacks() }, INPUT_RULES) : []),
  ];
}

/** What a revision shows, and what only the output shows: the revision has the word on what both show of one place. */
export function united(ofRevision: readonly Diagnostic[], ofOutput: readonly Diagnostic[]): readonly Diagnostic[] {
  const keyOfFinding = ({ rule, at }: Diagnostic) => JSON.stringify([rule, at.source.file, at.path]);
  const said = new Set(ofRevision.map(keyOfFinding));
  return [...ofRevision, ...ofOutput.filter((each) => !said.has(keyOfFinding(each)))];
}

const SHOWN = 5;

function notComparable(
  revision: string,
  wrong: readonly string[],
  partly: boolean,
  { bindings }: ResolvedInput,
): Diagnostic {
  return {
    rule: 'not-comparable',
    severity: 'error',
    message: [
      `the input of ${revision} has errors, and ${partly ? 'only what is sound of it was compared' : 'cannot be compared'}`,
      ...wrong.slice(0, SHOWN).map((each) => `- ${each}`),
      ...(wrong.length > SHOWN ? [`- and ${wrong.length - SHOWN} more`] : []),
      'what was not compared could be destroyed without a word',
      'compare with a revision without errors, or look at the plans before they are applied and waive this',
    ].join('\n'),
    at: keyOf(location(bindings.source, ['version'])),
    related: [],
  };
}
