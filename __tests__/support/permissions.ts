import { stringify } from 'yaml';
import { resolveAccess } from '../../src/access-plan/resolve';
import { parseLock } from '../../src/bindings/lock';
import { parseBindings } from '../../src/bindings/parse';
import { iamPolicies } from './iam-json';
import { noFiles } from './no-files';
import { synthJson } from './synth';

const LOCK = `
version: 1
repositories:
  octo-org/web: { owner_id: '123456', repository_id: '456789', subject_prefix: 'repo:octo-org@123456/web@456789' }
`;

/** The permissions policy that entries of `permissions` give in account 111111111111, from the emitted Terraform; and what is said. */
export function permissionsPolicy(permissions: readonly object[], region: string) {
  const file = {
    version: 1,
    github: { owner: 'octo-org' },
    accounts: { production: { id: '111111111111', region, audiences: ['sts.amazonaws.com'] } },
    bindings: { deploy: { accounts: ['production'], trust: [{ repository: 'web', branch: 'main' }], permissions } },
  };
  const [bindings, wrong] = parseBindings('bindings.yaml', stringify(file), noFiles);
  const [lock] = parseLock('bindings.lock.yaml', LOCK, true);
  const [access, wrongPlan] = bindings ? resolveAccess(bindings, lock, noFiles) : [undefined, []];
  const messages = [...wrong, ...wrongPlan].map(({ message }) => message);
  const policies = access && messages.length === 0 ? iamPolicies(synthJson(access.plan).get('production') ?? {}) : {};
  return { policy: policies.deploy__permissions, messages };
}
