import { spawnSync } from 'node:child_process';
import { localGitHub } from './git-hub';
import { isStandIn } from './real-providers';
import { standIns } from './stand-ins';

/** Why no test can run Terraform here, if that is so. */
const missing = spawnSync('terraform', ['version']).error ? 'there is no terraform on PATH' : undefined;

afterAll(() => Promise.all([standIns.stop(), localGitHub.stop()]));

/** Tests that need Terraform: they are skipped, and say why, where there is none. */
export const describeTerraform = describeUnless(missing);

/** Tests that need the stand-ins too, since they prepare what exists or apply something. */
export const describeWorld = describeUnless(
  missing ?? (isStandIn('aws') ? undefined : 'the real provider for AWS has no prepared accounts'),
);

/** Tests that need GitHub alone. It is a server of this project, so that they run on the real provider too. */
export const describeGitHub = describeUnless(missing);

function describeUnless(reason: string | undefined): (name: string, tests: () => void) => void {
  if (reason === undefined) return describe;
  process.stderr.write(`skipped: ${reason}\n`);
  return (name, tests) => describe.skip(`${name} (skipped: ${reason})`, tests);
}
