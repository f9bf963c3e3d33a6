import { App } from 'cdktf';
import type { AccessPlan } from '../access-plan/access-plan';
import { buildStacks } from './build';

/** Writes a plan as Terraform JSON for CDKTF into `outdir` (default: CDKTF_OUTDIR, else cdktf.out), and says where that is. */
export function emit(plan: AccessPlan, outdir?: string): string {
  const app = new App({ stackTraces: false, outdir });
  buildStacks(app, plan);
  app.synth();
  return app.outdir;
}
