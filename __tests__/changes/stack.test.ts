import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { fatesOf, isKnownType } from '../../src/changes/kept/fates';
import { readStack } from '../../src/changes/kept/stack';
import { lintChange } from '../support/changes';
import { generatedFiles } from '../support/generate';

const ROLE = { name: 'web-deploy', path: '/' };
const role = (body: object = ROLE, name = 'web') => ({ resource: { aws_iam_role: { [name]: body } } });
const fate = (before: object, after: object) =>
  fatesOf(readStack('production', before), readStack('production', after)).map(
    ({ before: { address }, fate: { kind } }) => `${kind} ${address}`,
  );
const LET_GO = { lifecycle: { destroy: false } };

it('follows moves, one after the other, and not in circles', () => {
  const chain = [
    { from: 'aws_iam_role.web', to: 'aws_iam_role.site' },
    { from: 'aws_iam_role.site', to: 'aws_iam_role.shop' },
  ];
  const circle = [...chain, { from: 'aws_iam_role.shop', to: 'aws_iam_role.web' }];

  expect(fate(role(), { ...role(ROLE, 'shop'), moved: chain })).toEqual(['kept aws_iam_role.web']);
  expect(fate(role(), { ...role({ ...ROLE, path: '/ci/' }, 'shop'), moved: chain })).toEqual([
    'replaced aws_iam_role.web',
  ]);
  expect(fate(role(), { ...role(ROLE, 'other'), moved: chain })).toEqual(['destroyed aws_iam_role.web']);
  expect(fate(role(), { moved: chain, removed: [{ from: 'aws_iam_role.shop', ...LET_GO }] })).toEqual([
    'let go aws_iam_role.web',
  ]);
  expect(fate(role(), { moved: circle })).toEqual(['destroyed aws_iam_role.web']);
});

it('takes nothing for kept that is not said to be', () => {
  for (const removed of [{}, { lifecycle: {} }, { lifecycle: { destroy: true } }, { lifecycle: { destroy: 'false' } }])
    expect(fate(role(), { removed: [{ from: 'aws_iam_role.web', ...removed }] })).toEqual([
      'destroyed aws_iam_role.web',
    ]);
  expect(fate(role(), { removed: [{ from: 'aws_iam_role.we', ...LET_GO }] })).toEqual(['destroyed aws_iam_role.web']);
  expect(fate(role(), { resource: { aws_iam_user: { web: ROLE } } })).toEqual(['destroyed aws_iam_role.web']);
  expect(fate(role(), role({ name: '${var.name}', path: '/' }))).toEqual(['replaced aws_iam_role.web']);
  expect(isKnownType('aws_s3_bucket')).toBe(false);
});

it('knows the instances of a resource', () => {
  const rules = (each: unknown) => ({
    resource: { github_repository_environment_deployment_policy: { web: { for_each: each, repository: 'web' } } },
  });
  const web = 'github_repository_environment_deployment_policy.web';
  const two = rules('${toset(["branch main","tag v*"])}');

  expect(fate(two, rules({ 'branch main': {} }))).toEqual([`kept ${web}["branch main"]`, `destroyed ${web}["tag v*"]`]);
  expect(fate(two, { removed: [{ from: web, ...LET_GO }] })).toEqual([
    `let go ${web}["branch main"]`,
    `let go ${web}["tag v*"]`,
  ]);
  expect(fate(two, { removed: [{ from: `${web}["tag v*"]`, ...LET_GO }] })).toEqual([
    `destroyed ${web}["branch main"]`,
    `let go ${web}["tag v*"]`,
  ]);
  const single = {
    resource: { github_repository_environment_deployment_policy: { web__main: { repository: 'web' } } },
  };
  const moved = [{ from: 'github_repository_environment_deployment_policy.web__main', to: `${web}["branch main"]` }];
  expect(fate(single, { ...two, moved })).toEqual(['kept github_repository_environment_deployment_policy.web__main']);
  expect(readStack('x', rules('${local.rules}')).unread).toEqual([`\`for_each\` of \`${web}\``]);
});

it.each([
  ['nothing', undefined],
  ['a list', []],
  ['a list of resources', { resource: [] }],
  ['a list of roles', { resource: { aws_iam_role: [{ web: ROLE }] } }],
  ['a text for a role', { resource: { aws_iam_role: { web: 'x' } } }],
  ['a count', { resource: { aws_iam_role: { web: { ...ROLE, count: 2 } } } }],
  ['a text that is moved', { moved: 'x' }],
  ['a text that is removed', { removed: ['x'] }],
])('says that it cannot read %s', (_, json) => {
  expect(readStack('production', json).unread).not.toEqual([]);
});

it('reads all that is emitted, and finds nothing in an input that does not change', () => {
  fc.assert(
    fc.property(generatedFiles, (files) => {
      expect(lintChange(files, files, { lintRules: false }).diagnostics).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

it.each(readdirSync('examples'))('reads what was rendered of the example %s', (name) => {
  const folder = join('examples', name, 'terraform');
  const stacks = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const read = stacks.map((entry) =>
    readStack(entry.name, JSON.parse(readFileSync(join(folder, entry.name, 'main.tf.json'), 'utf8'))),
  );

  expect(read.flatMap(({ unread }) => unread)).toEqual([]);
  expect(read.flatMap(({ objects }) => [...objects.values()].filter(({ type }) => !isKnownType(type)))).toEqual([]);
  expect(read.every(({ accountId, owner }) => (accountId === undefined) !== (owner === undefined))).toBe(true);
});
