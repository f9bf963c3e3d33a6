import { join } from 'node:path';
import { expectFile } from './support/expect-file';
import { FIXTURES, fixtureNames, loadFixture, shownText } from './support/fixtures';
import { iamPolicies } from './support/iam-json';
import { synthJson, synthStacks } from './support/synth';

const names = fixtureNames('bindings/ok');

it.each(names)('finds nothing wrong in ok/%s.yaml', (name) => {
  expect(shownText(loadFixture('bindings/ok', name))).toBe('');
});

it.each(names)('emits the policies of ok/%s.yaml', (name) => {
  const { plan } = loadFixture('bindings/ok', name);

  const policies: Record<string, object> = {};
  for (const [stack, json] of plan ? synthJson(plan) : [])
    if (json.data?.aws_iam_policy_document) policies[stack] = iamPolicies(json);

  expectFile(join(FIXTURES, 'bindings/ok', `${name}.policies.json`), `${JSON.stringify(policies, null, 2)}\n`);
});

it.each(['everything', 'escapes', 'subject-templates', 'release', 'ghes', 'adoption', 'organization'])(
  'emits the stacks of ok/%s.yaml',
  (name) => {
    const { plan } = loadFixture('bindings/ok', name);

    for (const [stack, text] of plan ? synthStacks(plan) : [])
      expectFile(join(FIXTURES, 'golden', name, `${stack}.tf.json`), text);
    expect(plan).toBeDefined();
  },
);
