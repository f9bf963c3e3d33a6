import { App } from 'cdktf';
import type { AccessPlan } from '../access-plan/access-plan';
import { dropElements, makeStacks } from './build';

/**
 * Writes a plan as Terraform JSON for CDKTF into `outdir` (default: CDKTF_OUTDIR, else cdktf.out), and says where that is.
 * In place of `app.synth()`, which holds the elements of all stacks at once.
 */
export function emit(plan: AccessPlan, outdir?: string): string {
  const app = new App({ stackTraces: false, outdir });
  const session = { outdir: app.outdir, manifest: app.manifest };
  for (const stack of makeStacks(app, plan)) {
    stack.prepareStack();
    stack.synthesizer.synthesize(session);
    dropElements(stack);
  }
  app.manifest.writeToFile();
  return app.outdir;
}
