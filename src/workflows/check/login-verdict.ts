import type { Location } from '../../diagnostics/source';
import type { RelatedLocation } from '../../diagnostics/diagnostic';
import type { WorkflowRuleId } from '../../diagnostics/workflow-rules';
import type { LoginReason, LoginVerdictKind } from './reasons';

/** What is wrong with a login, and where. The first line of the message says what, further lines the way out. */
export interface LoginFault {
  readonly rule: WorkflowRuleId;
  readonly at: Location;
  readonly message: string;
  readonly related?: readonly RelatedLocation[];
}

/** What is to be expected of one login in one kind of run. */
export interface LoginVerdict {
  readonly verdict: LoginVerdictKind;
  readonly reason: LoginReason;
  /** One sentence, without full stop. */
  readonly message: string;
  readonly account: string | null;
  readonly roleArn: string | null;
  readonly subject: string | null;
  /** Present if it fails. */
  readonly fault?: LoginFault;
}

/** The role that a verdict is about, as far as it is known. */
export type About = Pick<LoginVerdict, 'account' | 'roleArn' | 'subject'>;

/** About no role that is known. */
export const NOTHING: About = { account: null, roleArn: null, subject: null };

/** A login that fails, for the reason that its fault says. */
export function fails(reason: LoginReason, about: About, fault: LoginFault): LoginVerdict {
  return { verdict: 'fails', reason, message: fault.message.split('\n', 1)[0] ?? '', ...about, fault };
}

/** A login of which it cannot be told. */
export function cannotTell(reason: LoginReason, about: About, message: string): LoginVerdict {
  return { verdict: 'cannot tell', reason, message, ...about };
}
