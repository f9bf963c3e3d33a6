import { EXIT, run } from './src/cli/exit-code';
import { shown } from './src/cli/files';
import { inputFile, outputFolder } from './src/cli/input-file';
import { load } from './src/cli/load';
import { writeWhole } from './src/cli/output/write-whole';
import { formatWaived } from './src/diagnostics/format/text';
import { report, withoutInfos } from './src/cli/report';
import { guardStreams, tell } from './src/cli/streams';
import { warnOfVanishedStacks } from './src/cli/vanished-stacks';
import { emit } from './src/constructs/emit';

// The CDKTF app: reads bindings.yaml and its lock, resolves who gets access to what, and emits Terraform JSON unless something
// is wrong with them. `cdktf` runs it by cdktf.json, `npm run synth` by itself.
guardStreams(EXIT.usage);
void run(() => {
  const { diagnostics, waived, plan } = load({ bindings: inputFile(process.env) });
  report(withoutInfos(diagnostics), 'text');
  if (!plan) return EXIT.findings;
  warnOfVanishedStacks(plan);
  const out = outputFolder();
  writeWhole(out, emit(plan));
  tell(`${formatWaived(waived)}Terraform JSON is in ${shown(out)}/stacks\n`);
  return EXIT.clean;
});
