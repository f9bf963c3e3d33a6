import { emitPlan, judgeEmission } from './src/cli/before/emission';
import { EXIT, run } from './src/cli/exit-code';
import { shown } from './src/cli/files';
import { inputFile, outputFolder } from './src/cli/input-file';
import { load } from './src/cli/load';
import { once } from './src/cli/once';
import { writeWhole } from './src/cli/output/write-whole';
import { formatWaived } from './src/diagnostics/format/text';
import { report, withoutInfos } from './src/cli/report';
import { guardStreams, tell } from './src/cli/streams';

// The CDKTF app: reads bindings.yaml and its lock, resolves who gets access to what, and emits Terraform JSON unless something
// is wrong with them. `cdktf` runs it by cdktf.json, `npm run synth` by itself.
guardStreams(EXIT.usage);
void run(() => {
  const bindings = inputFile(process.env);
  const out = outputFolder();
  const emitted = once(emitPlan);
  const { diagnostics, waived, plan } = load({ bindings }, judgeEmission({ out, emitted, input: { bindings } }));
  report(withoutInfos(diagnostics), 'text');
  if (!plan) return EXIT.findings;
  writeWhole(out, emitted(plan));
  tell(`${formatWaived(waived)}Terraform JSON is in ${shown(out)}/stacks\n`);
  return EXIT.clean;
});
