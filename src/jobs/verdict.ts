import type { ConditionOutcome, Simulation, StatementOutcome } from '../simulator/explanation';
import { nearestMiss } from '../simulator/nearest';
import type { TrustPolicy } from '../simulator/policy';
import { simulate } from '../simulator/simulate';
import { causeOf } from './cause';
import type { Cause } from './causes';
import type { JobToken } from './token';

/** What stands between a job and a role: the claim that came nearest, what it is and what it should be. */
export interface NearestClaim {
  readonly claim: string;
  /** `null` if the token does not have it. */
  readonly presented: string | null;
  /** The trusted value that is most like it, as the policy writes it; `null` if there is none. */
  readonly trusted: string | null;
  readonly cause: Cause;
}

/** Whether a job gets a role; `depends` if it hangs on what is not known. */
export interface Verdict {
  readonly decision: 'allowed' | 'denied' | 'depends';
  /** Claims, or keys of STS, whose values would decide it. */
  readonly depends_on: readonly string[];
  /** Only where it is denied. */
  readonly nearest: NearestClaim | null;
}

/** Judges the tokens that a job may have by a role's trust policy: certain only if all come to the same. */
export function judge(policy: TrustPolicy, tokens: readonly JobToken[], issuerHost: string, event?: string): Verdict {
  const each = tokens.map((token) => judgeToken(policy, token, issuerHost, event));
  const [first] = each;
  if (first && each.every(({ decision }) => decision === first.decision)) {
    const nearest = each.find((verdict) => verdict.nearest?.cause !== 'subject-form')?.nearest ?? first.nearest;
    return { ...first, nearest, depends_on: distinct(each.flatMap((verdict) => verdict.depends_on)) };
  }
  const open = each.flatMap((verdict) => verdict.depends_on);
  return { decision: 'depends', depends_on: distinct(open.length > 0 ? open : ['sub']), nearest: null };
}

function judgeToken(policy: TrustPolicy, token: JobToken, issuerHost: string, event?: string): Verdict {
  const simulation = simulate(policy, token.claims, { issuerHost, unknown: new Set(token.unknown.keys()) });
  if (simulation.decision === 'allowed') return { decision: 'allowed', depends_on: [], nearest: null };
  if (simulation.decision === 'undetermined')
    return { decision: 'depends', depends_on: dependencies(simulation, token, issuerHost), nearest: null };
  return { decision: 'denied', depends_on: [], nearest: nearestOf(simulation, issuerHost, event) };
}

function dependencies({ statements }: Simulation, { unknown }: JobToken, issuerHost: string): readonly string[] {
  const open = statements
    .filter(({ matched }) => matched === 'unknown')
    .flatMap(({ conditions }) => conditions.filter(({ matched }) => matched === 'unknown'));
  return distinct(
    open.flatMap(({ key }) => {
      const claim = claimOf(key, issuerHost);
      return unknown.get(claim) ?? [claim];
    }),
  );
}

/** Of the statement with the fewest faults, and of those the one whose subject agrees for longest, the claim that is wrong. */
function nearestOf({ decision, statements }: Simulation, issuerHost: string, event?: string): NearestClaim | null {
  const denying = statements.find(({ effect, matched }) => effect === 'Deny' && matched === true);
  if (decision === 'explicitDeny' && denying) return forbidden(denying, issuerHost);
  const candidates = statements
    .filter(({ effect }) => effect === 'Allow')
    .map((statement) => ({ statement, faults: faultsOf(statement), agree: agreement(statement) }))
    .sort((a, b) => b.agree - a.agree || a.faults.length - b.faults.length);
  const [best] = candidates;
  const fault = best && (best.faults.find(({ key }) => claimOf(key, issuerHost) === 'sub') ?? best.faults[0]);
  if (!fault) return null;
  const presented = textOf(fault.claim);
  const trusted = nearestMiss(fault)?.trusted ?? fault.policy_values[0] ?? null;
  return {
    claim: claimOf(fault.key, issuerHost),
    presented,
    trusted,
    cause: causeOf(fault, presented, trusted, event),
  };
}

function forbidden({ conditions }: StatementOutcome, issuerHost: string): NearestClaim {
  const [first] = conditions;
  return {
    claim: first ? claimOf(first.key, issuerHost) : 'sub',
    presented: first ? textOf(first.claim) : null,
    trusted: null,
    cause: 'explicit-deny',
  };
}

function faultsOf({ conditions }: StatementOutcome): readonly ConditionOutcome[] {
  return conditions.filter(({ matched }) => matched === false);
}

/** How far the subject agrees with a trusted one: all of it, or up to the segment that differs. */
function agreement(statement: StatementOutcome): number {
  const subject = statement.conditions.find(({ key }) => key.toLowerCase().endsWith(':sub'));
  if (!subject) return 0;
  return subject.matched === false ? (nearestMiss(subject)?.from ?? 0) : Infinity;
}

function claimOf(key: string, issuerHost: string): string {
  const prefix = `${issuerHost}:`;
  return key.toLowerCase().startsWith(prefix.toLowerCase()) ? key.slice(prefix.length) : key;
}

function textOf(claim: ConditionOutcome['claim']): string | null {
  return claim === null ? null : [claim].flat().join(', ');
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}
