import { parseBindings } from '../../src/bindings/parse';
import { rangeOf } from '../../src/diagnostics/source';
import { noFiles } from '../support/no-files';

function messages(text: string) {
  const [bindings, diagnostics] = parseBindings('bindings.yaml', text, noFiles);
  return {
    bindings,
    lines: diagnostics.map(({ message, at }) => `${rangeOf(at).line}: ${message.split('\n')[0] ?? ''}`),
  };
}

const HEAD =
  'version: 1\naccounts:\n  production: { id: "111111111111", region: us-east-2 }\nbindings:\n  web:\n    accounts: [production]\n    trust:\n';

it('reports every unknown key of one mapping', () => {
  const { lines } = messages(`${HEAD}      - { repository: web, branch: main }\n    rolle: {}\n    permisions: []\n`);

  expect(lines).toEqual([
    '9: unknown key `rolle`, did you mean `role`?',
    '10: unknown key `permisions`, did you mean `permissions`?',
  ]);
});

it('cuts out what is wrong, and knows the place of what is left', () => {
  const { bindings, lines } = messages(
    `${HEAD}      - { repository: web, branch: main, tag: v1 }\n      - { repository: web, brunch: main }\n      - { repository: web, branch: main, claims: { ref: { a: b } } }\n      - { repository: api, branch: dev }\n`,
  );

  expect(lines).toEqual([
    '8: `trust` has `branch` and `tag`: only one of them can be meant',
    '9: unknown key `brunch`, did you mean `branch`?',
    '10: `ref` must be text or a list, not a mapping',
  ]);
  expect(bindings?.bindings.get('web')?.value.trust.map(({ branch }) => branch)).toEqual([['main'], ['dev']]);
});

it('does not report what is missing only because it was cut out', () => {
  const { lines } = messages(`${HEAD}      - { repository: 7, branch: 8 }\n`);

  expect(lines).toEqual([
    '8: `repository` must be text or a list, not 7: put it in quotes',
    '8: `branch` must be text or a list, not 8: put it in quotes',
  ]);
});

it('merges defaults: mappings merge, lists and whole values replace, null drops', () => {
  const { bindings } = messages(
    'version: 1\ndefaults:\n  account: { region: us-east-2, tags: { a: "1", b: "2" }, audiences: [x], backend: { s3: { bucket: one, key: two } } }\naccounts:\n  production: { id: "111111111111", tags: { a: null, c: "3" }, audiences: [y], backend: { s3: { bucket: other } } }\n  staging: { id: "222222222222" }\nbindings: {}\n',
  );

  const [production, staging] = [...(bindings?.accounts.values() ?? [])].map(({ value }) => value);
  expect(production).toEqual({
    id: '111111111111',
    region: 'us-east-2',
    tags: new Map([
      ['b', '2'],
      ['c', '3'],
    ]),
    audiences: ['y'],
    backend: new Map([['s3', new Map([['bucket', 'other']])]]),
  });
  expect(staging?.backend).toEqual(
    new Map([
      [
        's3',
        new Map([
          ['bucket', 'one'],
          ['key', 'two'],
        ]),
      ],
    ]),
  );
});

it('refuses null where there is no default to drop', () => {
  const { lines } = messages(
    'version: 1\naccounts:\n  production: { id: "111111111111", region: us-east-2, tags: { a: null } }\nbindings: {}\n',
  );

  expect(lines).toEqual([
    '3: null drops a default, and there is none here: remove the key, or write `{}` for one without settings',
  ]);
});

it('keeps the item after one that lacks several keys', () => {
  const { bindings } = messages(
    `${HEAD}      - { repository: web, branch: main }\n    permissions:\n      - preset: ecs-deploy\n      - managed: ReadOnlyAccess\n`,
  );

  expect(bindings?.bindings.get('web')?.value.permissions).toEqual([{ managed: ['ReadOnlyAccess'] }]);
});
