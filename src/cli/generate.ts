import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { render } from './commands/render';
import { GENERATED } from './generated-docs';

// `npm run docs`: brings all generated files up to date, and the committed Terraform of the examples.
for (const { path, update } of GENERATED) writeFileSync(path, update(readFileSync(path, 'utf8')));
for (const name of readdirSync('examples')) {
  const folder = `examples/${name}`;
  const code = render({ bindings: `${folder}/bindings.yaml`, out: `${folder}/terraform`, format: 'text', quiet: true });
  process.exitCode ||= code;
}
