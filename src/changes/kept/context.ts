import type { Access } from '../../access-plan/resolve';
import type { Bindings } from '../../bindings/bindings';
import type { Lock } from '../../bindings/lock';
import type { RelatedLocation, Severity } from '../../diagnostics/diagnostic';
import type { ChangeRuleId } from '../../diagnostics/change-rules';
import type { Location } from '../../diagnostics/source';
import { type ObjectFate, fatesOf } from './fates';
import { type Places, placesIn } from './places';
import type { Stack } from './stack';

/** What Terraform JSON does not say of an input. */
export interface InputWords {
  readonly access: Access;
  readonly lock: Lock;
}

/** What was there before. */
export interface Earlier {
  /** By name. Those that have not changed may be left out, here and in what is there now. */
  readonly stacks: ReadonlyMap<string, Stack>;
  /** What it is called in messages: a revision, or a folder. */
  readonly label: string;
  /** Only an input has them, not a folder of output. */
  readonly words?: InputWords;
  /** Stacks of which is said elsewhere that they leave. */
  readonly answered?: ReadonlySet<string>;
}

/** What is there now. */
export interface Present extends InputWords {
  readonly stacks: ReadonlyMap<string, Stack>;
  readonly bindings: Bindings;
}

/** A stack that stays, and what becomes of its objects. */
export interface StackPair {
  readonly before: Stack;
  readonly after: Stack;
  readonly fates: readonly ObjectFate[];
}

/** What rules about changes look at. */
export interface ChangeContext {
  readonly earlier: Earlier;
  readonly present: Present;
  readonly pairs: readonly StackPair[];
  readonly places: Places;
}

/** Reports a finding. The first line of the message says what is wrong, further lines why it matters and what to type. */
export type ReportChange = (
  at: Location,
  lines: readonly string[],
  options?: { readonly severity?: Severity; readonly related?: readonly RelatedLocation[] },
) => void;

/** A rule about changes: it looks at everything and reports what it finds. */
export interface ChangeRule {
  readonly id: ChangeRuleId;
  readonly check: (context: ChangeContext, report: ReportChange) => void;
}

/** Brings together what was there and what is there now. */
export function changeContext(earlier: Earlier, present: Present): ChangeContext {
  const pairs = [...earlier.stacks.values()].flatMap((before): readonly StackPair[] => {
    const after = present.stacks.get(before.name);
    return after && after.accountId === before.accountId ? [{ before, after, fates: fatesOf(before, after) }] : [];
  });
  return { earlier, present, pairs, places: placesIn(present) };
}
