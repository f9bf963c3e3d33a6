/**
 * What the stand-in for hashicorp/aws takes from the provider and from IAM. The provider's side was read in its source (6.x):
 * https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/iam
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../support/terraform/aws/connection';
import { oidcProvider } from '../../support/terraform/aws/oidc-provider';
import { policyDocument } from '../../support/terraform/aws/policy-document';
import { sameMeaning } from '../../support/terraform/aws/policy-json';
import { role } from '../../support/terraform/aws/role';
import { policyAttachment, rolePolicy } from '../../support/terraform/aws/role-policies';
import { plan } from '../../support/terraform/plugin/plan';
import type { Block, Type } from '../../support/terraform/plugin/schema';
import { type Attributes, textOf } from '../../support/terraform/plugin/value';
import { ACCOUNT, PROVIDER, scene } from '../../support/terraform/scene';
import { WORLD_FILE, readWorld, writeWorld } from '../../support/terraform/world';

const folder = mkdtempSync(join(tmpdir(), 'aws-'));
const world = join(folder, 'world.json');
beforeEach(() => writeWorld(scene(), world));
afterAll(() => rmSync(folder, { recursive: true }));

const configured = (config: Attributes = {}) =>
  connect({ region: 'us-east-2', ...config }, { [WORLD_FILE]: world, AWS_ACCESS_KEY_ID: ACCOUNT });
const aws = configured();
const account = () => readWorld(world).accounts[ACCOUNT];

const TRUST = '{"Version":"2012-10-17","Statement":[]}';
const WEB: Attributes = {
  name: 'web',
  path: '/',
  assume_role_policy: TRUST,
  max_session_duration: 3600,
  tags_all: {},
};
const made = (more: Attributes = {}) => ({ ...WEB, ...more, ...role.create(aws, { ...WEB, ...more }) });
const tags = (count: number, key = 'key') =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${key}${i}`, 'x']));

describe('a role', () => {
  const attributes = Object.entries<Type>({ name: 'string', path: 'string', description: 'string' });
  const block: Block = {
    attributes: attributes.map(([name, type]) => ({ name, type, required: false, optional: true, computed: false })),
    blocks: [],
  };

  it.each([
    ['path', '/ci/', ['path']],
    ['name', 'api', ['name']],
    ['description', 'other', []],
  ])('with another %s is a new one, or not', (name, value, replacedBy) => {
    const before = made();

    expect(plan(role, block, aws, before, { ...before, [name]: value }).replacedBy).toEqual(replacedBy);
  });

  it('that was replaced has no policies', () => {
    const before = made();
    rolePolicy.create(aws, { role: 'web', name: 'permissions', policy: TRUST });
    role.destroy(aws, { ...before, force_detach_policies: true });
    made({ path: '/ci/' });

    expect(account()?.roles['web']).toMatchObject({ path: '/ci/', inline: {}, attached: [] });
  });

  it('keeps what was set before a setting that is refused: tags come first, the boundary last', () => {
    const before = made();
    const wrong = { tags_all: { team: 'web' }, description: 'new', permissions_boundary: 'arn:aws:iam::aws:role/x' };

    expect(() => role.update(aws, { ...before, ...wrong }, before)).toThrow('is not valid');
    expect(account()?.roles['web']).toMatchObject({
      tags: { team: 'web' },
      description: 'new',
      permissionsBoundary: '',
    });
  });

  it('goes with force_detach_policies, and not while policies are attached without it', () => {
    const before = { ...made(), managed_policy_arns: [] };
    policyAttachment.create(aws, { role: 'web', policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' });

    expect(() => role.destroy(aws, before)).toThrow('must detach all policies first');
    role.destroy(aws, { ...before, force_detach_policies: true });
    expect(account()?.roles).toEqual({});
  });

  it.each(['my boundary', 'arn:foo'])('has no boundary that is no ARN, says the provider: %s', (boundary) => {
    expect(() => role.validate?.({ ...WEB, permissions_boundary: boundary })).toThrow('is an invalid ARN');
  });

  it.each([
    ['a role', `arn:aws:iam::${ACCOUNT}:role/boundary`, 'InvalidInput'],
    ['no name', `arn:aws:iam::${ACCOUNT}:policy/`, 'InvalidInput'],
    ["another account's", 'arn:aws:iam::999999999999:policy/boundary', 'NoSuchEntity'],
    ["another partition's", `arn:aws-cn:iam::${ACCOUNT}:policy/boundary`, 'NoSuchEntity'],
    ["another partition's of AWS", 'arn:aws-cn:iam::aws:policy/PowerUserAccess', 'NoSuchEntity'],
  ])('has no boundary that is %s, says IAM', (_, boundary, error) => {
    role.validate?.({ ...WEB, permissions_boundary: boundary });

    expect(() => made({ permissions_boundary: boundary })).toThrow(error);
    expect(account()?.roles).toEqual({});
  });

  it.each([`arn:aws:iam::${ACCOUNT}:policy/team/boundary`, 'arn:aws:iam::aws:policy/PowerUserAccess'])(
    'may have the boundary %s',
    (boundary) => {
      expect(made({ permissions_boundary: boundary })).toMatchObject({ permissions_boundary: boundary });
    },
  );
});

describe('tags', () => {
  it('of provider and role are united by exact case, and IAM knows no case', () => {
    const tagged = configured({ default_tags: [{ tags: { Team: 'platform' } }] });
    const all = role.derive?.(tagged, { ...WEB, tags: { team: 'web' } });

    expect(all).toMatchObject({ tags_all: { Team: 'platform', team: 'web' } });
    expect(() => role.create(tagged, { ...WEB, ...all })).toThrow('Duplicate tag keys found');
  });

  it('that differ in case take turns on a role that has one', () => {
    const both = { Team: 'platform', team: 'web' };
    const first = made({ tags_all: { Team: 'platform' } });

    const second = role.update(aws, { ...first, tags_all: both }, first);
    expect(account()?.roles['web']?.tags).toEqual({ team: 'web' });
    role.update(aws, { ...first, ...second, tags_all: both }, { ...first, ...second });
    expect(account()?.roles['web']?.tags).toEqual({ Team: 'platform' });
  });

  it('may be 50 together, when a role is made and later', () => {
    const before = made({ tags_all: tags(50) });

    expect(() => made({ name: 'api', tags_all: tags(51) })).toThrow('less than or equal to 50');
    expect(() => role.update(aws, { ...before, tags_all: tags(51) }, before)).toThrow('LimitExceeded');
    role.update(aws, { ...before, tags_all: tags(50, 'other') }, before);
    expect(account()?.roles['web']?.tags).toEqual(tags(50, 'other'));
  });
});

describe('an OIDC provider', () => {
  const OIDC = { url: 'https://token.actions.githubusercontent.com', client_id_list: ['a'], tags_all: {} };
  const ids = (count: number, prefix: string) => Array.from({ length: count }, (_, i) => `${prefix}${i}`);
  const provided = (more: Attributes = {}) => ({ ...OIDC, ...more, ...oidcProvider.create(aws, { ...OIDC, ...more }) });

  it('gets client ids one by one before the old ones go, so that 100 others are too many', () => {
    const before = provided({ client_id_list: ids(99, 'old') });

    expect(() => oidcProvider.update(aws, { ...before, client_id_list: ids(99, 'new') }, before)).toThrow(
      'ClientIdsPerOpenIdConnectProvider',
    );
    expect(account()?.oidcProviders[PROVIDER]?.clientIds).toEqual([...ids(99, 'old'), 'new0']);
  });

  it('keeps the client ids that others add meanwhile', () => {
    const before = provided({ client_id_list: ['a', 'b'] });
    const now = readWorld(world);
    const found = now.accounts[ACCOUNT]?.oidcProviders[PROVIDER];
    if (found) found.clientIds = [...found.clientIds, 'theirs'];
    writeWorld(now, world);

    oidcProvider.update(aws, { ...before, client_id_list: ['a', 'c'] }, before);

    expect(account()?.oidcProviders[PROVIDER]?.clientIds).toEqual(['a', 'theirs', 'c']);
  });

  it('that is adopted loses the tags of others where the provider has default tags, unless they are ignored', () => {
    const theirs = { owner: 'they' };
    provided({ tags_all: theirs });
    const tagged = configured({ default_tags: [{ tags: { team: 'platform' } }] });
    const before = oidcProvider.read(tagged, oidcProvider.import(tagged, PROVIDER)) ?? {};
    expect(before).toMatchObject({ tags: theirs, tags_all: theirs });

    const ignored = oidcProvider.derive?.(tagged, before);
    const planned = oidcProvider.derive?.(tagged, { ...before, tags: null }) ?? {};

    expect(ignored).toEqual({ tags_all: { ...theirs, team: 'platform' } });
    oidcProvider.update(tagged, { ...before, tags: null, ...planned }, before);
    expect(account()?.oidcProviders[PROVIDER]?.tags).toEqual({ team: 'platform' });
  });
});

describe('the provider', () => {
  it.each(['us-east-99', 'europe', ''])('knows no region %j', (region) => {
    expect(() => configured({ region })).toThrow('invalid AWS Region');
  });

  it.each([
    ['external_id', 'x', 'length'],
    ['external_id', 'x'.repeat(1225), 'length'],
    ['external_id', 'two words', 'externalId'],
    ['session_name', 'x', 'length'],
    ['session_name', 'x'.repeat(65), 'length'],
    ['session_name', 'two words', 'roleSessionName'],
  ])('assumes no role with the %s %j', (name, value, why) => {
    const assumed = { role_arn: `arn:aws:iam::${ACCOUNT}:role/deployer`, [name]: value };

    expect(() => configured({ assume_role: [assumed] })).toThrow(why);
  });
});

describe('an inline policy', () => {
  it('replaces one of its name that it does not know', () => {
    made();
    const put = (policy: string) => rolePolicy.create(aws, { role: 'web', name: 'permissions', policy });
    put('{"Statement":[],"Version":"2008-10-17"}');
    put(TRUST);

    expect(account()?.roles['web']?.inline).toEqual({ permissions: TRUST });
  });
});

describe('a policy document', () => {
  const statement = { sid: 'One', actions: ['s3:&{x}'], resources: ['&{aws:username}'] };
  const json = (...statements: readonly Attributes[]) => JSON.stringify(policyDocument({ statement: statements }));

  it('has no Sid twice', () => {
    expect(() => json(statement, { ...statement, actions: ['s3:Get*'] })).toThrow('duplicate Sid (One)');
  });

  it('has variables in resources, principals and values, and none in actions', () => {
    const principals = [{ type: 'AWS', identifiers: ['&{principal}'] }];
    const condition = [{ test: 'StringEquals', variable: '&{key}', values: ['&{value}'] }];

    const { json: text } = policyDocument({ statement: [{ ...statement, principals, condition }] });

    expect(JSON.parse(textOf(text))).toMatchObject({
      Statement: [
        {
          Action: 's3:&{x}',
          Resource: '${aws:username}',
          Principal: { AWS: '${principal}' },
          Condition: { StringEquals: { '&{key}': '${value}' } },
        },
      ],
    });
  });

  it.each([
    ['order of statements', { Statement: [{ Sid: 'A' }, { Sid: 'B' }] }, { Statement: [{ Sid: 'B' }, { Sid: 'A' }] }],
    ['order of lists', { Action: ['a', 'b'] }, { Action: ['b', 'a'] }],
    ['a list of one', { Action: ['a'] }, { Action: 'a' }],
    ['values twice in lists', { Action: ['a', 'b', 'a'] }, { Action: ['b', 'a'] }],
    ["an account's id", { Principal: { AWS: ACCOUNT } }, { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } }],
    ['a boolean', { Condition: { Bool: { key: true } } }, { Condition: { Bool: { key: 'true' } } }],
    ['case of Effect', { Effect: 'Allow' }, { Effect: 'allow' }],
  ])('means the same whatever %s', (_, one, other) => {
    expect(sameMeaning(JSON.stringify(one), JSON.stringify(other))).toBe(true);
  });

  it.each([
    ['actions', { Action: 's3:GetObject' }, { Action: 's3:getobject' }],
    ['operators', { Condition: { StringLike: { k: 'v' } } }, { Condition: { stringlike: { k: 'v' } } }],
    ['keys', { Condition: { StringLike: { k: 'v' } } }, { Condition: { StringLike: { K: 'v' } } }],
    ['values', { Condition: { StringLike: { k: 'v' } } }, { Condition: { StringLike: { k: 'V' } } }],
  ])('means something else in other case of %s', (_, one, other) => {
    expect(sameMeaning(JSON.stringify(one), JSON.stringify(other))).toBe(false);
  });
});
