import type { Location } from '../../diagnostics/source';
import type { RelatedLocation, Severity } from '../../diagnostics/diagnostic';
import type { WorkflowRuleId } from '../../diagnostics/workflow-rules';
import type { LoginReason, LoginVerdictKind } from './reasons';

/** What is wrong with a login, and where. The first line of the message says what, further lines the way out. */
export interface LoginFault {
  readonly rule: WorkflowRuleId;
  readonly at: Location;
  readonly message: string;
  readonly related?: readonly RelatedLocation[];
  /** Where it is not the usual one of the rule. */
  readonly severity?: Severity;
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
  /** All that stands in its way, if it fails. */
  readonly faults: readonly LoginFault[];
}

/** The role that a verdict is about, as far as it is known. */
export type About = Pick<LoginVerdict, 'account' | 'roleArn' | 'subject'>;

/** About no role that is known. */
export const NOTHING: About = { account: null, roleArn: null, subject: null };

/** A login that fails, for the reason that its fault says. */
export function fails(reason: LoginReason, about: About, fault: LoginFault): LoginVerdict {
  return { verdict: 'fails', reason, message: fault.message.split('\n', 1)[0] ?? '', ...about, faults: [fault] };
}

/** A login of which it cannot be told. */
export function cannotTell(reason: LoginReason, about: About, message: string): LoginVerdict {
  return { verdict: 'cannot tell', reason, message, ...about, faults: [] };
}

/** What several things together come to that are said of one login: it fails by any, and has the faults of all. */
export function together(verdicts: readonly LoginVerdict[]): LoginVerdict | undefined {
  const worst =
    verdicts.find(({ verdict }) => verdict === 'fails') ??
    verdicts.find(({ verdict }) => verdict === 'cannot tell') ??
    verdicts[0];
  if (!worst) return undefined;
  const known = (key: keyof About) => worst[key] ?? verdicts.find((each) => each[key] !== null)?.[key] ?? null;
  return {
    ...worst,
    account: known('account'),
    roleArn: known('roleArn'),
    subject: known('subject'),
    faults: verdicts.flatMap(({ faults }) => faults),
  };
}
