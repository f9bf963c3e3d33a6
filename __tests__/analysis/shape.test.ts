import { shapesFor } from '../../src/analysis/admitted';
import { type Shape, shapesOf } from '../../src/analysis/shape';
import { templatesIn } from '../../src/analysis/templates';
import { issuerOf } from '../../src/oidc/issuer';
import { readPolicy } from '../../src/simulator/policy';

const DEFAULT = ['repo', 'context'];
const subjectOf = ({ claims }: Shape) =>
  (claims.get('sub') ?? []).map((part) => (typeof part === 'string' ? part : `<${part.field}>`)).join('');
const subjects = (...args: Parameters<typeof shapesOf>) => shapesOf(...args).map(subjectOf);

it('has both forms of a subject for each kind of context', () => {
  expect(subjects(issuerOf('github.com'), [DEFAULT])).toEqual([
    'repo:<owner>/<name>:environment:<environment>',
    'repo:<owner>/<name>:pull_request',
    'repo:<owner>/<name>:ref:<ref>',
    'repo:<owner>@<owner_id>/<name>@<repository_id>:environment:<environment>',
    'repo:<owner>@<owner_id>/<name>@<repository_id>:pull_request',
    'repo:<owner>@<owner_id>/<name>@<repository_id>:ref:<ref>',
  ]);
});

it('has no immutable form on a server, and no claims beyond subject and audience', () => {
  const shapes = shapesOf(issuerOf('github.example.com'), [DEFAULT]);

  expect(new Set(shapes.map(({ format }) => format))).toEqual(new Set(['legacy']));
  expect(shapes.flatMap(({ claims }) => [...claims.keys()])).toEqual(['aud', 'sub', 'aud', 'sub', 'aud', 'sub']);
});

it('has the claim `environment` only for jobs in one, and a template with it for no others', () => {
  const hosts = shapesOf(issuerOf('github.com'), [DEFAULT, ['environment', 'repository_owner']]);

  expect(hosts.every(({ context, claims }) => claims.has('environment') === (context === 'environment'))).toBe(true);
  expect(hosts.filter(({ template }) => template.includes('environment')).map(subjectOf)).toEqual([
    'environment:<environment>:repository_owner:<owner>',
  ]);
});

const SPELLED: readonly (readonly [subject: string, templates: readonly (readonly string[])[]])[] = [
  ['repo:octo-org/web:ref:refs/heads/main', []],
  ['repo:octo-org/web:pull_request', []],
  ['repo:octo-org/web:environment:production:ref:refs/heads/main', [['repo', 'context', 'ref']]],
  ['job_workflow_ref:octo-org/w/.github/workflows/d.yml@refs/heads/main', [['job_workflow_ref']]],
  ['repository_owner:octo-org:repository_visibility:private', [['repository_owner', 'repository_visibility']]],
  ['repo_property_team:red', [['repo_property_team']]],
  [
    'repository:octo-org/web:ref:refs/heads/main',
    [
      ['repository', 'ref'],
      ['repository', 'context'],
    ],
  ],
  ['repo:octo-org/web:*', [['repo', 'workflow']]],
  ['*:pull_request', [['context'], ['workflow', 'context']]],
];

it.each(SPELLED)('finds in `%s` the templates that it spells', (subject, templates) => {
  expect(templatesIn([subject])).toEqual([DEFAULT, ...templates]);
});

it('finds issuers in principals and in condition keys, each once', () => {
  const policy = (principal: unknown, key: string) =>
    readPolicy({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Action: 'sts:AssumeRoleWithWebIdentity',
        Principal: principal,
        Condition: { StringEquals: { [key]: 'x' } },
      },
    });
  const hosts = (principal: unknown, key: string) => [
    ...new Set(shapesFor([policy(principal, key)]).map(({ issuer }) => issuer.host)),
  ];
  const github = 'token.actions.githubusercontent.com';

  expect(hosts({ Federated: `arn:aws:iam::1:oidc-provider/${github}` }, `${github}:sub`)).toEqual([github]);
  expect(hosts('*', 'aws:SourceIp')).toEqual([github]);
  expect(hosts({ Federated: `arn:aws:iam::1:oidc-provider/${github}` }, `${github}/octo:sub`)).toEqual([
    github,
    `${github}/octo`,
  ]);
  expect(hosts({ Service: 'ec2.amazonaws.com' }, 'aws:SourceIp')).toEqual([]);
});
