import type { ResolvedRole } from '../../access-plan/roles/roles';
import { type Location, child, keyOf } from '../../diagnostics/source';
import type { About } from './login-verdict';

/** What a verdict says of the role that is asked for. */
export function aboutRole({ account, plan }: ResolvedRole): About {
  return { account: account.name, roleArn: plan.arn, subject: null };
}

/** Where the trust of a role is written. */
export function trustPlace({ binding }: ResolvedRole): Location {
  return keyOf(child(binding.at, 'trust'));
}
