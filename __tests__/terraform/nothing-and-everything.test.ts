import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isScalar, parseDocument, visit } from 'yaml';
import type { AccessPlan, EnvironmentPlan } from '../../src/access-plan/access-plan';
import { load } from '../../src/cli/load';
import { describeGitHub } from '../support/terraform/available';
import { leastWorld } from '../support/terraform/least-world';
import { inputFiles } from '../support/terraform/life';
import { openWorkspace } from '../support/terraform/workspace';
import type { World } from '../support/terraform/world';

const EXAMPLES = join(__dirname, '../../examples');
const LOCK = 'bindings.lock.yaml';
const NOTHING = { changes: [], errors: [] };

type Files = Readonly<Record<string, string>>;

const planOf = (name: string): AccessPlan =>
  load({ bindings: join(EXAMPLES, name, 'bindings.yaml') }).plan ?? { protect: [], accounts: [], publish: [] };
const stacksOf = ({ protect, publish }: AccessPlan) => [...protect, ...publish].map(({ stack }) => stack);

/** Examples with something at GitHub to manage. */
const examples = readdirSync(EXAMPLES).filter((name) => stacksOf(planOf(name)).length > 0);

/** The lock file with other facts about each declared environment. */
function locked(files: Files, { protect }: AccessPlan, factsOf: (environment: EnvironmentPlan) => unknown): Files {
  const document = parseDocument(files[LOCK] ?? '');
  for (const { owner, environments } of protect)
    for (const each of environments)
      document.setIn(
        ['repositories', `${owner}/${each.repository}`, 'environments', each.environment],
        document.createNode(factsOf(each)),
      );
  return { ...files, [LOCK]: document.toString() };
}

/** What the lock says of an environment that is as it is declared. */
function asDeclared({ teams, users, canAdminsBypass, waitTimer, deploymentPolicy: policy }: EnvironmentPlan): object {
  const [branches, tags] = policy.kind === 'patterns' ? [policy.branches, policy.tags] : [[], []];
  const withIds = (patterns: readonly string[], first: number) =>
    Object.fromEntries(patterns.map((pattern, i) => [pattern, first + i]));
  return {
    reviewers: teams.length + users.length,
    wait_timer: waitTimer,
    can_admins_bypass: canAdminsBypass,
    ...(policy.kind === 'protected-branches' && { protected_branches: true }),
    ...(branches.length > 0 && { deployment_branches: withIds(branches, 7101) }),
    ...(tags.length > 0 && { deployment_tags: withIds(tags, 7201) }),
  };
}

/** Bindings in which every variable is adopted. */
function adopting(text: string): string {
  const document = parseDocument(text);
  visit(document, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || key.value !== 'variables' || !isMap(value)) return;
      for (const pair of value.items) {
        const own: unknown = document.createNode(pair.value).toJSON();
        pair.value = document.createNode({
          ...(typeof own === 'string' ? { value: own } : (own as object)),
          import: true,
        });
      }
    },
  });
  return document.toString();
}

/** Gives every variable another value than the bindings do. */
function withVariables({ owners, ...world }: World, { publish }: AccessPlan): World {
  for (const { owner, variables, organizationVariables } of publish) {
    const found = owners[owner];
    for (const { repository, environment, name } of variables) {
      const own = found?.repositories[repository];
      const place = environment === undefined ? own : own?.environments[environment];
      if (place) place.variables[name] = 'by hand';
    }
    for (const { name, visibility, repositoryIds } of organizationVariables)
      if (found) found.variables[name] = { value: 'by hand', visibility, selected: repositoryIds.map(Number) };
  }
  return { ...world, owners };
}

const WORLDS = {
  nothing: (files: Files, plan: AccessPlan) => locked(files, plan, () => 'absent'),
  everything: (files: Files, plan: AccessPlan) =>
    Object.fromEntries(
      Object.entries(locked(files, plan, asDeclared)).map(([path, text]) => [
        path,
        path.endsWith('.yaml') && path !== LOCK ? adopting(text) : text,
      ]),
    ),
} as const;

describeGitHub('the GitHub stacks', () => {
  const cases = examples.flatMap((name) => [[name, 'nothing'] as const, [name, 'everything'] as const]);

  it.each(cases)('of %s are applied, and are clean, where %s exists', (name, exists) => {
    const workspace = openWorkspace({ accounts: {}, owners: {}, users: {} }, ['github']);
    try {
      const plan = workspace.write(WORLDS[exists](inputFiles(join(EXAMPLES, name)), planOf(name)));
      const least = leastWorld(plan);
      workspace.change((world) => Object.assign(world, exists === 'nothing' ? least : withVariables(least, plan)));

      for (const stack of stacksOf(plan)) {
        const verbs = new Set(workspace.apply(stack).changes.map((change) => change.replace(/\+update|\W.*/g, '')));
        expect(verbs).toEqual(new Set([exists === 'nothing' ? 'create' : 'import']));
        expect(workspace.plan(stack)).toEqual(NOTHING);
      }
      expect(workspace.losses()).toEqual([]);
    } finally {
      workspace.remove();
    }
  });
});
