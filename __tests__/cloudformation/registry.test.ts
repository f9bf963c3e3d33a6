import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AccessPlan } from '../../src/access-plan/access-plan';
import { load } from '../../src/cli/load';
import { registryJudge } from '../support/cloudformation/registry';
import type { TemplateResource } from '../support/cloudformation/resolved';
import { deployed, filesOfPlan } from '../support/cloudformation/templates';
import { fixtureNames, loadFixture } from '../support/fixtures';

const EXAMPLES = join(__dirname, '../../examples');
const judge = registryJudge();

function faults(plan: AccessPlan | undefined): readonly string[] {
  if (!plan) throw new Error('the file has errors');
  const all = [...deployed(filesOfPlan(plan)).values()];
  expect(all.length).toBeGreaterThan(0);
  return all.flatMap(judge);
}

it.each(readdirSync(EXAMPLES))('the registry takes the templates of the example %s', (name) => {
  expect(faults(load({ bindings: join(EXAMPLES, name, 'bindings.yaml') }).plan)).toEqual([]);
});

it.each(fixtureNames('bindings/ok'))('the registry takes the templates of the fixture %s', (name) => {
  expect(faults(loadFixture('bindings/ok', name).plan)).toEqual([]);
});

const ROLE = { RoleName: 'web', AssumeRolePolicyDocument: { Version: '2012-10-17' } };

it.each([
  [{ Type: 'AWS::IAM::Rolle', Properties: ROLE }, 'x: there is no AWS::IAM::Rolle'],
  [{ Type: 'AWS::IAM::Role', Properties: { RoleName: 'web' } }, 'x lacks AssumeRolePolicyDocument'],
  [{ Type: 'AWS::IAM::Role', Properties: { ...ROLE, Name: 'web' } }, 'x has no property Name'],
  [
    { Type: 'AWS::IAM::Role', Properties: { ...ROLE, MaxSessionDuration: '3600' } },
    'x.MaxSessionDuration is no integer',
  ],
  [
    { Type: 'AWS::IAM::Role', Properties: { ...ROLE, Policies: [{ PolicyName: 'x' }] } },
    'x.Policies[0] lacks PolicyDocument',
  ],
  [{ Type: 'AWS::IAM::Role', Properties: { ...ROLE, Tags: [{ Key: 'x' }] } }, 'x.Tags[0] is no tag'],
  [{ Type: 'AWS::IAM::OIDCProvider', Properties: { ThumbprintList: 'x' } }, 'x.ThumbprintList is no list'],
] as readonly [TemplateResource, string][])('the registry refuses %j', (resource, fault) => {
  expect(judge({ x: resource })).toEqual([fault]);
});
