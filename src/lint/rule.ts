import type { Access } from '../access-plan/resolve';
import type { Bindings } from '../bindings/bindings';
import type { Lock } from '../bindings/lock';
import type { RelatedLocation, Severity } from '../diagnostics/diagnostic';
import type { LintRuleId } from '../diagnostics/lint-rules';
import type { Location } from '../diagnostics/source';
import type { WaiverClock } from '../diagnostics/waivers';
import type { IamData } from '../iam/iam-data';

/** What rules look at: an input without errors, and what came of it. */
export interface LintContext {
  readonly bindings: Bindings;
  readonly lock: Lock;
  readonly access: Access;
  readonly iam: IamData;
  readonly clock: WaiverClock;
}

/** What a rule says beside its place and message. */
export interface ReportOptions {
  /** Where it differs from the rule's usual one. */
  readonly severity?: Severity;
  readonly related?: readonly RelatedLocation[];
}

/** Reports a finding. The first line of the message says what is wrong, further lines the way out. */
export type Report = (at: Location, message: string, options?: ReportOptions) => void;

/** A rule: it looks at everything and reports what it finds. The same finding in several accounts is shown once. */
export interface Rule {
  readonly id: LintRuleId;
  readonly check: (context: LintContext, report: Report) => void;
}
