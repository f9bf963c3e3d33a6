import { App } from 'cdktf';
import { EXIT, run } from './src/cli/exit-code';
import { inputFile } from './src/cli/input-file';
import { load } from './src/cli/load';
import { report } from './src/cli/report';
import { buildStacks } from './src/constructs/build';

// The CDKTF app: reads bindings.yaml and its lock, resolves who gets access to what, and emits Terraform unless something is
// wrong with them.
run(() => {
  const { diagnostics, plan } = load({ bindings: inputFile(process.env) });
  report(diagnostics, 'text');
  if (!plan) return EXIT.findings;
  const app = new App({ stackTraces: false });
  buildStacks(app, plan);
  app.synth();
  return EXIT.clean;
});
