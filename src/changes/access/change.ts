import type { Claims } from '../../analysis/witness';
import type { Verdict } from '../../analysis/compare';

/** What happened to a thing that is compared. */
export const CHANGES = ['added', 'removed', 'replaced', 'widened', 'narrowed', 'changed'] as const;

/** One of {@link CHANGES}. */
export type Change = (typeof CHANGES)[number];

/** What `--fail-on` may name: a change, or what stands beside it. */
export const GATES = [...CHANGES, 'destroyed', 'weakened'] as const;

/** One of {@link GATES}. */
export type Gate = (typeof GATES)[number];

/** Jobs, in words, with the whole token of one of them. */
export interface Jobs {
  readonly who: string;
  readonly claims: Claims;
}

/** Whose jobs get into a role now and did not before, and the other way round. */
export interface TrustChange {
  readonly verdict: Verdict;
  readonly gained: readonly Jobs[];
  readonly lost: readonly Jobs[];
}

/** An attribute with another value. */
export interface AttributeChange {
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** One change about access; the keys are those of `diff --format json`. */
export interface AccessChange {
  /** Short, and another one for any other content: `--accept` names it. */
  readonly id: string;
  readonly kind: 'role' | 'provider' | 'environment' | 'variable' | 'template' | 'other';
  readonly change: Change;
  /** Whether anybody or anything gets more than before, whatever else is lost. */
  readonly gains: boolean;
  readonly destroyed: boolean;
  readonly weakened: boolean;
  /** Empty for a policy that does not say which account it is of; {@link name} likewise. */
  readonly account: string;
  readonly name: string;
  readonly trust?: TrustChange;
  readonly attributes: readonly AttributeChange[];
  readonly message: string;
  readonly file?: string;
}

/** How many there are of each change. */
export function summaryOf(changes: readonly AccessChange[]): Partial<Readonly<Record<Change, number>>> {
  const counted = CHANGES.map((name) => [name, changes.filter(({ change }) => change === name).length] as const);
  return Object.fromEntries(counted.filter(([, count]) => count > 0));
}

/** Whether a gate is closed to a change: `widened` to whatever gains, also where it loses something else. */
export function isStopped(change: AccessChange, gates: readonly Gate[], accepted: readonly string[]): boolean {
  if (accepted.includes(change.id)) return false;
  return gates.some((gate) => {
    if (gate === 'destroyed' || gate === 'weakened') return change[gate];
    return change.change === gate || (gate === 'widened' && change.gains);
  });
}
