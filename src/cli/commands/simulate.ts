import { NotAPolicy, type TrustPolicy, readPolicy } from '../../simulator/policy';
import { simulate as judge } from '../../simulator/simulate';
import { EXIT, type ExitCode } from '../exit-code';
import { UnusablePath, shown } from '../files';
import { parseJson, readExisting } from '../json-file';
import { formatSimulation } from '../simulation-text';
import { giveJson, stderrColors, tell } from '../streams';
import { type TokenFile, readTokenFile } from '../token-file';

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

function readTrustPolicy(path: string): TrustPolicy {
  const json = parseJson(shown(path), readExisting(path), 'an IAM trust policy') as RoleOutput | null;
  return saying(shown(path), () => readPolicy(json?.Role?.AssumeRolePolicyDocument ?? json));
}

/** What `aws iam get-role` prints. */
interface RoleOutput {
  readonly Role?: { readonly AssumeRolePolicyDocument?: unknown } | null;
}

/** Names the file in what is wrong with it. */
function saying<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotAPolicy) throw new UnusablePath(`${file}: ${error.message}`);
    throw error;
  }
}

function chosenIssuer({ issuerHost: named }: TokenFile, file: string, told: string | undefined): string | undefined {
  if (told !== undefined && named !== undefined && told !== named)
    throw new UnusablePath(`${file} says that the issuer is \`${named}\`, and --issuer says \`${told}\``);
  return named ?? told;
}
