import type { RuleId } from '../../diagnostics/catalogue';
import type { Severity } from '../../diagnostics/diagnostic';
import type { Place } from './place';
import type { ForeignPolicy } from './trust';

/** Reports a finding. The first line of the message says what is wrong, further lines the way out. */
export type ForeignReport = (place: Place, message: string, severity?: Severity) => void;

/** A rule for policies that this program did not write: it looks at one policy and reports what it finds. */
export interface ForeignRule {
  readonly id: RuleId;
  readonly check: (policy: ForeignPolicy, report: ForeignReport) => void;
}
