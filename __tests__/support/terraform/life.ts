import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseDocument } from 'yaml';
import { address } from '../../../src/access-plan/names';
import { load } from '../../../src/cli/load';
import { describeTerraform, describeWorld } from './available';
import { isStandIn } from './real-providers';
import { leastWorld } from './least-world';
import { type Workspace, openWorkspace, stacksOf } from './workspace';

/** Tests that take the stacks of an example through their whole life. */
export function testLifeOf(folder: string): void {
  const files = inputFiles(folder);
  const { plan } = load({ bindings: join(folder, 'bindings.yaml') });
  if (!plan) throw new Error(`${folder} has errors`);
  const stacks = stacksOf(plan).map(({ stack }) => stack);
  const before = leastWorld(plan);
  let workspace: Workspace;

  beforeAll(() => {
    workspace = openWorkspace(before);
    workspace.write(files);
  });
  afterAll(() => workspace.remove());

  // Whatever is planned is validated.
  if (!isStandIn('aws'))
    describeTerraform('by Terraform', () => {
      it.each(stacks)('is valid: %s', (stack) => {
        workspace.init(stack);

        expect(workspace.run(stack, 'validate', '-no-color')).toContain('The configuration is valid.');
      });
    });

  describeWorld('by Terraform', () => {
    it.each(stacks)('applies, and finds nothing to do after that: %s', (stack) => {
      const { changes } = workspace.apply(stack);
      expect(changes.filter((change) => !/^(create|import\+?\w*) /.test(change))).toEqual([]);

      expect(workspace.plan(stack)).toEqual({ changes: [], errors: [] });
      expect(workspace.losses()).toEqual([]);
    });

    it('leaves at IAM the trust that reviewers were shown', () => {
      for (const { id, stack, roles } of plan.accounts) {
        for (const { binding, name } of roles) {
          const shown = workspace.read(`terraform/${stack}/policies/${address(binding)}.json`);

          expect(JSON.parse(workspace.world().accounts[id]?.roles[name]?.trust ?? '{}')).toEqual(JSON.parse(shown));
        }
      }
    });

    it('plans nothing but the resources of a binding that changes', () => {
      const [binding, changed] = withLongerSessions(files['bindings.yaml'] ?? '');
      const rendered = () => new Map(stacks.map((stack) => [stack, workspace.read(`terraform/${stack}/main.tf.json`)]));
      const before = rendered();
      const { accounts } = workspace.write({ ...files, 'bindings.yaml': changed });
      const after = rendered();

      const planned = accounts.flatMap(({ stack, roles }) => {
        const own = roles.filter(({ maxSessionDuration }) => maxSessionDuration === 7100).map((role) => role.binding);
        // Of a stack that is as it was it is known that there is nothing to do.
        if (before.get(stack) === after.get(stack)) {
          expect(own).toEqual([]);
          return [];
        }
        const { changes, errors } = workspace.plan(stack);
        expect(errors).toEqual([]);
        expect(changes).toEqual(own.map((name) => `update aws_iam_role.${name}`));
        return own;
      });
      expect(planned.length).toBeGreaterThan(0);
      expect(planned.every((name) => name.startsWith(binding))).toBe(true);
      workspace.write(files);
    });

    it('destroys what it made', () => {
      for (const stack of [...stacks].reverse())
        workspace.run(stack, 'destroy', '-auto-approve', '-refresh=false', '-no-color');

      expect(workspace.world().accounts).toEqual(before.accounts);
      expect(JSON.stringify(workspace.world().owners)).not.toContain('arn:aws');
    });
  });
}

/** What a user of the example has: not what was rendered of it. */
export function inputFiles(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder).filter((name) =>
    /^(bindings.*\.yaml|organization\.json|teams|policies)$/.test(name),
  );
  const paths = names.flatMap((name) => filesIn(join(folder, name)));
  return Object.fromEntries(paths.map((path) => [relative(folder, path), readFileSync(path, 'utf8')]));
}

function filesIn(path: string): readonly string[] {
  return statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => filesIn(join(path, name))) : [path];
}

/** The first binding's sessions changed, and that binding's name. */
function withLongerSessions(text: string): readonly [binding: string, text: string] {
  const document = parseDocument(text);
  const [binding = ''] = Object.keys((document.toJS() as { bindings: object }).bindings);
  document.setIn(['bindings', binding, 'role', 'max_session_duration'], 7100);
  return [binding, document.toString()];
}
