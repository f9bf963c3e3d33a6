import { NotAPolicy, type TrustPolicy, readPolicy } from '../simulator/policy';
import { UnusablePath, shown } from './files';
import { parseJson, readExisting } from './json-file';

/** Reads one IAM trust policy, or what `aws iam get-role` prints. */
export function readTrustPolicy(path: string): TrustPolicy {
  const json = parseJson(shown(path), readExisting(path), 'an IAM trust policy') as RoleOutput | null;
  try {
    return readPolicy(json?.Role?.AssumeRolePolicyDocument ?? json);
  } catch (error) {
    if (error instanceof NotAPolicy) throw new UnusablePath(`${shown(path)}: ${error.message}`);
    throw error;
  }
}

/** What `aws iam get-role` prints. */
interface RoleOutput {
  readonly Role?: { readonly AssumeRolePolicyDocument?: unknown } | null;
}
