import { caveatsOf } from './caveats';
import type { Decision, Simulation, StatementOutcome } from './explanation';
import type { TrustPolicy } from './policy';
import { ignoredClaims, requestOf } from './request';
import { judgeStatement } from './statement';
import type { TokenClaims } from './token';

/** What a simulation has to be told beside policy and token. */
export interface SimulationOptions {
  /** Issuer without scheme. Default: the token's `iss`, else github.com's. */
  readonly issuerHost?: string;
  /** Values of condition keys that only STS knows. */
  readonly context?: ReadonlyMap<string, readonly string[]>;
  /** Claims that the token may have, with values that are not known. */
  readonly unknown?: ReadonlySet<string>;
}

const GITHUB = 'token.actions.githubusercontent.com';

/** What IAM would decide if the token were presented for a role with this trust policy, and why. Knows no time and no network. */
export function simulate(
  policy: TrustPolicy,
  claims: TokenClaims,
  { issuerHost = issuerHostOf(claims), context = new Map(), unknown = new Set() }: SimulationOptions = {},
): Simulation {
  const request = requestOf(claims, issuerHost ?? GITHUB, context, unknown);
  const statements = policy.statements.map((statement, index) =>
    judgeStatement(statement, index, request, policy.hasVariables),
  );
  return {
    decision: decide(statements),
    statements,
    ignored_claims: ignoredClaims(request),
    caveats: [
      ...(issuerHost === undefined
        ? [`The token does not say who issued it: taken is github.com (\`${GITHUB}\`).`]
        : []),
      ...caveatsOf(policy, request),
    ],
  };
}

/** The token's issuer without scheme; nothing if it does not name one. */
export function issuerHostOf({ iss }: TokenClaims): string | undefined {
  return typeof iss === 'string' ? iss.replace(/^https:\/\//, '') : undefined;
}

/**
 * An explicit deny wins over all, then an allow counts. Where nothing can allow, what might deny changes nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
function decide(statements: readonly StatementOutcome[]): Decision {
  const has = (wanted: StatementOutcome['effect'], outcome: StatementOutcome['matched']) =>
    statements.some(({ effect, matched }) => effect === wanted && matched === outcome);
  if (has('Deny', true)) return 'explicitDeny';
  if (!has('Allow', true) && !has('Allow', 'unknown')) return 'implicitDeny';
  return has('Deny', 'unknown') || !has('Allow', true) ? 'undetermined' : 'allowed';
}
