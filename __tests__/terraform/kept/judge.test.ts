import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { type ObjectFate, fatesOf } from '../../../src/changes/kept/fates';
import { type Stack, readStack } from '../../../src/changes/kept/stack';
import { describeWorld } from '../../support/terraform/available';
import { bindingsYaml, lockYaml, scene } from '../../support/terraform/scene';
import { type Workspace, openWorkspace, stacksOf } from '../../support/terraform/workspace';

/** An input as data, to be edited. */
interface Input {
  readonly github: Record<string, unknown>;
  readonly accounts: Record<string, Record<string, unknown>>;
  readonly repositories: Record<string, { environments: Record<string, Record<string, unknown>> }>;
  bindings: Record<string, Record<string, unknown>>;
  readonly lock: Record<string, { environments?: Record<string, unknown> }>;
}

const AUDIT = '222222222222';
const NAMES = ['rename', 'move', 'said', 'unsaid', 'dropped', 'released', 'silent', 'respelt'];
const binding = (name: string) => `  ${name}:
    accounts: [production, audit]
    role: { name: ${name}, path: /ci/ }
    trust: [{ repository: web, branch: main }]
    permissions: [{ managed: ReadOnlyAccess }, { statement: { actions: [s3:PutObject], resources: ['arn:aws:s3:::octo-web/*'] } }]
    variables: { '${name}_ARN_\${account.name}': '\${role.arn}', '${name}_REGION_\${account.name}': us-east-2 }
`;

const BINDINGS = bindingsYaml(
  '',
  `  audit: { id: '${AUDIT}', region: us-east-2 }
repositories:
  web:
    environments:
      kept: { deployment_branches: [main, 'release/*'], deployment_tags: ['v*'] }
      forgotten: { deployment_branches: [main] }
      pruned: { deployment_branches: [main] }
bindings:
${NAMES.map(binding).join('')}`,
);
const LOCK = lockYaml('{ kept: absent, forgotten: absent, pruned: absent }');

const web = ({ repositories }: Input) => repositories.web?.environments ?? {};
const of = ({ bindings }: Input, name: string) => bindings[name] ?? {};
const renamed = (input: Input, from: string, to: string, more: Record<string, unknown>) => {
  const entries = Object.entries(input.bindings).map(([name, own]) =>
    name === from ? [to, { ...own, ...more }] : [name, own],
  );
  input.bindings = Object.fromEntries(entries) as Input['bindings'];
};

/** Kinds of edit, each of something else, so that any of them go together. */
const EDITS: Readonly<Record<string, (input: Input) => void>> = {
  'a role gets another name': (input) => (of(input, 'rename').role = { name: 'renamed', path: '/ci/' }),
  'a role gets another path': (input) => (of(input, 'move').role = { name: 'move' }),
  'a binding is renamed, and says so': (input) => renamed(input, 'said', 'told', { renamed_from: ['said'] }),
  'a binding is renamed without a word': (input) => renamed(input, 'unsaid', 'untold', {}),
  'a binding is taken out': (input) => delete input.bindings.dropped,
  'a binding is released': (input) => (of(input, 'released').release = true),
  'variables are taken out': (input) => delete of(input, 'silent').variables,
  'a variable is renamed': (input) => (of(input, 'respelt').variables = { 'OTHER_${account.name}': '${role.arn}' }),
  'a branch rule is taken out': (input) => (web(input).kept = { deployment_branches: ['release/*'] }),
  'an environment is no longer declared': (input) => delete web(input).forgotten,
  'an environment is no longer declared, nor locked': (input) => {
    delete web(input).pruned;
    delete input.lock['octo-org/web']?.environments?.pruned;
  },
  'an OIDC provider is left to others': ({ accounts }) =>
    (accounts.production = { ...accounts.production, oidc_provider: 'existing' }),
  'the issuer is switched': ({ github }) => (github.enterprise_issuer = 'octo-enterprise'),
  'an account is renamed, and keeps its stack': ({ accounts, bindings }) => {
    accounts.security = { ...accounts.audit, stack: 'audit' };
    delete accounts.audit;
    for (const own of Object.values(bindings)) own.accounts = ['production', 'security'];
  },
  'an account is retired': ({ accounts }) => (accounts.audit = { ...accounts.audit, retired: true }),
};

/** What cannot be planned here together: the provider of the enterprise would have to exist. */
const apart = (edits: readonly string[]) =>
  !(edits.includes('the issuer is switched') && edits.includes('an OIDC provider is left to others')) &&
  !(edits.includes('an account is renamed, and keeps its stack') && edits.includes('an account is retired'));

function edited(edits: readonly string[]): Readonly<Record<string, string>> {
  const { repositories: lock } = parse(LOCK) as { repositories: Input['lock'] };
  const input = { ...(parse(BINDINGS) as Input), lock };
  for (const name of edits) EDITS[name]?.(input);
  const { lock: repositories, ...file } = input;
  return { 'bindings.yaml': stringify(file), 'bindings.lock.yaml': stringify({ version: 1, repositories }) };
}

/** Objects that are what they are called; what hangs on them follows. */
const HAS_IDENTITY = /^(aws_iam_role|aws_iam_openid_connect_provider|github_\w+)\./;

function judged(fates: readonly ObjectFate[]): readonly string[] {
  return fates.flatMap(({ before, fate }) => {
    if (fate.kind === 'destroyed') return [`delete ${before.address}`];
    return fate.kind === 'replaced' && HAS_IDENTITY.test(before.address) ? [`replace ${fate.as.address}`] : [];
  });
}

function planned(changes: readonly string[]): readonly string[] {
  return changes.filter((change) => {
    const [verb = '', address = ''] = change.split(' ');
    return verb === 'delete' || (verb === 'replace' && HAS_IDENTITY.test(address));
  });
}

let workspace: Workspace;

function stacks(plan: ReturnType<Workspace['write']>): ReadonlyMap<string, Stack> {
  return new Map(
    stacksOf(plan).map(({ stack }) => [
      stack,
      readStack(stack, JSON.parse(workspace.read(`terraform/${stack}/main.tf.json`))),
    ]),
  );
}

describeWorld('what is judged to be destroyed or replaced', () => {
  let before: ReadonlyMap<string, Stack>;

  beforeAll(() => {
    const world = scene();
    world.accounts[AUDIT] = { oidcProviders: {}, roles: {} };
    workspace = openWorkspace(world);
    before = stacks(workspace.write({ 'bindings.yaml': BINDINGS, 'bindings.lock.yaml': LOCK }));
    workspace.applyAll();
  });
  afterAll(() => workspace.remove());

  const agrees = (edits: readonly string[]) => {
    const after = stacks(workspace.write(edited(edits)));
    for (const [name, now] of after) {
      const earlier = before.get(name);
      const { changes, errors } = workspace.plan(name);
      expect(errors).toEqual([]);
      expect([...planned(changes)].sort()).toEqual(earlier ? [...judged(fatesOf(earlier, now))].sort() : []);
      expect([...now.unread, ...(earlier?.unread ?? [])]).toEqual([]);
    }
    return after;
  };

  it('is what Terraform plans, for every kind of edit', () => {
    const most = Object.keys(EDITS).filter((name) => !/issuer|retired/.test(name));
    const others = [
      'the issuer is switched',
      'an account is retired',
      'an environment is no longer declared, nor locked',
    ];
    const fates = [most, others].flatMap((edits) => {
      const after = agrees(edits);
      return [...after].flatMap(([name, now]) => fatesOf(before.get(name) ?? now, now));
    });

    expect(new Set(fates.map(({ fate }) => fate.kind))).toEqual(new Set(['kept', 'replaced', 'let go', 'destroyed']));
  });

  it('is what Terraform plans, for edits that are made at once', () => {
    const edits = fc.subarray(Object.keys(EDITS), { minLength: 2 }).filter(apart);

    fc.assert(
      fc.property(edits, (some) => void agrees(some)),
      { numRuns: Number(process.env.JUDGE_RUNS ?? 2), endOnFailure: true },
    );
  });
});
