import type { Answer } from './github';

/** Facts of a repository that GitHub did not say, and why. */
export interface Refusal {
  readonly facts: readonly string[];
  readonly reason: string;
}

/** Notes that some facts were refused. */
export type Refuse = (facts: readonly string[], answer: Exclude<Answer, { kind: 'ok' }>) => undefined;

/** A note of refusals, which is added to. */
export function refusals(): { readonly all: readonly Refusal[]; readonly refuse: Refuse } {
  const all: Refusal[] = [];
  return {
    all,
    refuse(facts, answer) {
      const reason = answer.kind === 'missing' ? '404, as where a token has no access' : answer.reason;
      all.push({ facts, reason });
      return undefined;
    },
  };
}
