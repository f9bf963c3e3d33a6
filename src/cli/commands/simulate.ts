import { simulate as judge } from '../../simulator/simulate';
import { EXIT, type ExitCode } from '../exit-code';
import { UnusablePath, shown } from '../files';
import { formatSimulation } from '../simulation-text';
import { giveJson, stderrColors, tell } from '../streams';
import { type TokenFile, readTokenFile } from '../token-file';
import { readTrustPolicy } from '../trust-policy-file';

/** Options of `simulate`. */
export interface SimulateOptions {
  readonly policy: string;
  readonly claims: string;
  /** Without scheme. */
  readonly issuer?: string;
  readonly context?: ReadonlyMap<string, readonly string[]>;
  readonly format: 'text' | 'json';
  readonly color?: boolean;
}

/** `simulate`: whether a token would be given a role, and why. */
export function simulate({ policy: policyPath, claims: claimsPath, ...options }: SimulateOptions): ExitCode {
  const policy = readTrustPolicy(policyPath);
  const token = readTokenFile(claimsPath);
  const { claims, caveats } = token;
  const issuerHost = chosenIssuer(token, shown(claimsPath), options.issuer);
  const judged = judge(policy, claims, { issuerHost, context: options.context });
  const simulation = { ...judged, caveats: [...caveats, ...judged.caveats] };
  if (options.format === 'json') giveJson(simulation);
  else tell(formatSimulation(simulation, stderrColors(options.color)));
  return simulation.decision === 'allowed' ? EXIT.clean : EXIT.findings;
}

function chosenIssuer({ issuerHost: named }: TokenFile, file: string, told: string | undefined): string | undefined {
  if (told !== undefined && named !== undefined && told !== named)
    throw new UnusablePath(`${file} says that the issuer is \`${named}\`, and --issuer says \`${told}\``);
  return named ?? told;
}
