import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformResource, TerraformStack, dependable } from 'cdktf';
import fc from 'fast-check';
import type { AccessPlan } from '../../src/access-plan/access-plan';
import { load } from '../../src/cli/load';
import { makeStacks } from '../../src/constructs/build';
import { emit } from '../../src/constructs/emit';
import { fixtureNames, loadFixture } from '../support/fixtures';
import { generatedFiles } from '../support/generate';
import { planOfText } from '../support/plan';

/** What CDKTF emits by itself: all stacks at once, by its own methods, with tokens for what comes before. */
function emitPlainly(plan: AccessPlan, outdir: string): void {
  const app = new App({ stackTraces: false, outdir });
  const { prepareStack, toTerraform } = Object.getOwnPropertyDescriptors(TerraformStack.prototype);
  for (const stack of makeStacks(app, plan)) {
    Object.defineProperties(stack, { prepareStack, toTerraform });
    for (const element of stack.node.children) {
      Reflect.deleteProperty(element, 'terraformMetaArguments');
      if (TerraformResource.isTerraformResource(element))
        element.dependsOn = element.dependsOn?.map((fqn) => dependable({ fqn }));
    }
  }
  app.synth();
}

/** All files that plain CDKTF writes for a plan, by path. */
function plainFiles(plan: AccessPlan): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'oidc-bindings-'));
  try {
    emitPlainly(plan, folder);
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
    const files = paths.filter((path) => statSync(join(folder, path)).isFile());
    return Object.fromEntries(
      files.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, path), 'utf8')]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function expectPlain(plan: AccessPlan | undefined): void {
  if (!plan) throw new Error('the file has errors');
  const emitted = Object.fromEntries(emit(plan));

  expect(Object.keys(emitted)).toContain('manifest.json');
  expect(emitted).toEqual(plainFiles(plan));
}

it.each(['.', ...readdirSync('examples').map((name) => join('examples', name))])(
  'emits, byte for byte, what plain CDKTF would: %s',
  (folder) => expectPlain(load({ bindings: join(folder, 'bindings.yaml'), today: '2026-11-24' }).plan),
);

it.each(fixtureNames('bindings/ok'))('emits, byte for byte, what plain CDKTF would: fixture %s', (name) =>
  expectPlain(loadFixture('bindings/ok', name).plan),
);

it('emits, byte for byte, what plain CDKTF would: generated files', () => {
  fc.assert(
    fc.property(generatedFiles, ({ bindings, lock }) => expectPlain(planOfText(bindings, lock))),
    { numRuns: 8 },
  );
});
