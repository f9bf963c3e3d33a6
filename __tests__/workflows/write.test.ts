import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { workflowOf } from '../../src/cli/commands/workflow';
import { resolveInput } from '../../src/cli/load';

const ROOT = join(__dirname, '../..');
const folders = [ROOT, ...readdirSync(join(ROOT, 'examples')).map((name) => join(ROOT, 'examples', name))];

interface Job {
  readonly if?: string;
  readonly environment?: string;
  readonly permissions: object;
  /** Absent where the job calls a workflow. */
  readonly steps?: readonly {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, string>>;
  }[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

function accessOf(folder: string) {
  const { access } = resolveInput({ bindings: join(folder, 'bindings.yaml') });
  if (!access) throw new Error(`${folder} has errors`);
  return access;
}

const shipped = accessOf(ROOT);
const workflow = (...args: Parameters<typeof workflowOf> extends [unknown, ...infer Rest] ? Rest : never) =>
  parse(workflowOf(shipped, ...args)) as Workflow;

describe.each(folders)('%s', (folder) => {
  const access = accessOf(folder);
  const bindings = [...new Set(access.roles.map(({ plan }) => plan.binding))];

  it.each(bindings)('gives each job of %s what a login takes', (binding) => {
    const { on, permissions, jobs } = parse(workflowOf(access, binding)) as Workflow;

    expect(Object.keys(on).length).toBeGreaterThan(0);
    expect(permissions).toEqual({});
    const roles = access.roles.filter(({ plan }) => plan.binding === binding);
    for (const job of Object.values(jobs)) {
      expect(job.permissions).toEqual({ 'id-token': 'write', contents: 'read' });
      if (!job.steps) continue;
      const login = job.steps.find(({ uses }) => uses?.startsWith('aws-actions/'));
      const role = login?.with?.['role-to-assume'] ?? '';
      const [, variable] = /^\$\{\{ vars\.(\w+) \}\}$/.exec(role) ?? [];
      const arns = access.variables.filter(({ name }) => name === variable).map(({ value }) => value);
      expect(roles.some(({ plan }) => role === plan.arn || arns.includes(plan.arn))).toBe(true);
      expect(job.steps.at(-1)?.run).toBe('aws sts get-caller-identity');
      for (const { uses } of job.steps) if (uses !== undefined) expect(uses).toMatch(/@[0-9a-f]{40}$/);
    }
  });
});

it('has a job for each account, in the environment that its role trusts', () => {
  const { jobs } = workflow('web-deploy');

  expect(Object.entries(jobs).map(([id, { environment }]) => [id, environment])).toEqual([
    ['production', 'production'],
    ['staging', 'staging'],
  ]);
  expect(Object.keys(workflow('web-deploy', { account: 'staging' }).jobs)).toEqual(['deploy']);
});

it('starts where the trust lets jobs in', () => {
  expect(workflow('web-test').on).toEqual({ pull_request: null });
  expect(workflow('billing-api-release').on).toEqual({ push: { tags: ['v**'] } });
  expect(workflow('web-deploy', { account: 'staging' }).on).toEqual({
    push: { branches: ['main', 'release/*'] },
    workflow_dispatch: null,
  });
});

it('calls the workflow that the role admits alone', () => {
  const { jobs } = parse(workflowOf(accessOf(join(ROOT, 'examples/shared-role')), 'services-deploy')) as {
    readonly jobs: Readonly<Record<string, { readonly uses?: string }>>;
  };

  expect(Object.values(jobs).map(({ uses }) => uses)).toEqual([
    'octo-org/workflows/.github/workflows/deploy.yml@5d1c0f6b8e7a42936f0b1d2c3e4f5a6b7c8d9e0f',
  ]);
});

it('says what there is where the name is wrong', () => {
  expect(() => workflow('web-deplo')).toThrow('there is no binding `web-deplo`, did you mean `web-deploy`?');
  expect(() => workflow('web-deploy', { account: 'prod' })).toThrow('there are production, staging');
  expect(() => workflow('web-deploy', { repository: 'api' })).toThrow('there is no repository of this binding `api`');
});
