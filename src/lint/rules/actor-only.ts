import { written } from '../../oidc/claim-text';
import type { Rule } from '../rule';
import { requiredTexts, trustEntries } from '../trusted';
import { saysOnlyWho, wholeRepository } from '../whole-repository';

/**
 * All jobs of a repository that a certain person started. The actor is who caused a run, not who wrote what it runs: a pull
 * request that this person opens, labels or merges is enough.
 * https://docs.github.com/en/actions/reference/security/oidc
 */
export const actorOnly: Rule = {
  id: 'actor-only',
  check({ access, bindings }, report) {
    for (const resolved of trustEntries(access)) {
      if (!saysOnlyWho(resolved.required) || wholeRepository(resolved).length === 0) continue;
      for (const claim of ['actor', 'actor_id'])
        for (const { text, at } of requiredTexts(bindings, resolved, claim)) report(at, message(claim, written(text)));
    }
  },
};

function message(claim: string, value: string): string {
  return [
    `every job whose \`${claim}\` is \`${value}\` may assume the role: that is who caused the run, not who wrote its code`,
    'trust a `branch` or an `environment` instead of `any_context`; the claim may stay beside it',
  ].join('\n');
}
