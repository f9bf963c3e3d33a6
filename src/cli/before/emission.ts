import type { AccessPlan } from '../../access-plan/access-plan';
import type { Judge } from '../load';
import { changesSinceEmitted } from './emitted';
import { type SinceOptions, changesSince, united } from './since';
import { stacksOfPlan } from './stacks';

/** Where is emitted, what, and which revision that is compared with, too. */
export interface EmissionOptions extends Pick<SinceOptions, 'input' | 'quiet'> {
  readonly out: string;
  /** Texts by path. */
  readonly emitted: (plan: AccessPlan) => ReadonlyMap<string, string>;
  readonly since?: string;
}

/** Judges an input by the output of CDKTF that it would replace, and by a revision. */
export function judgeEmission({ out, emitted, since, input, quiet }: EmissionOptions): Judge {
  return (present) => {
    const texts = emitted(present.access.plan);
    const ofOutput = changesSinceEmitted(out, present, texts);
    if (since === undefined) return { diagnostics: ofOutput, complete: false };
    const ofRevision = changesSince({ revision: since, input, quiet }, present, () =>
      stacksOfPlan(present.access.plan),
    );
    return { diagnostics: united(ofRevision, ofOutput), complete: true };
  };
}

/** What is emitted of a plan. */
export function emitPlan(plan: AccessPlan): ReadonlyMap<string, string> {
  // Loaded here and not above: CDKTF takes longer to load than everything else, and not every command needs it.
  const { emit } = require('../../constructs/emit') as typeof import('../../constructs/emit');
  return emit(plan);
}
