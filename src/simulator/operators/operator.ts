import type { PolicyValue } from '../policy-value';
import type { Tri } from '../tri';

/** A condition operator of IAM. */
export interface Operator {
  readonly name: string;
  /** Whether it holds where {@link matches} does not, and for absent keys. */
  readonly negated: boolean;
  /** Whether one value of the policy fits the value presented; of a negation, what it negates. */
  readonly matches: (value: PolicyValue, presented: string) => Tri;
}
