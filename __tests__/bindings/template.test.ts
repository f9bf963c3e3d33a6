import { createProblems } from '../../src/diagnostics/diagnostic';
import { location } from '../../src/diagnostics/source';
import { type TemplateOptions, expandParts, expandTemplate } from '../../src/bindings/template';

const scope = new Map([
  ['account.name', 'staging'],
  ['account.values.any', '*?$'],
]);
const at = location({ file: 'bindings.yaml', text: '', tree: null, pruned: [] });

function expand(text: string, options?: TemplateOptions) {
  const problems = createProblems();
  return [
    expandTemplate(text, scope, at, problems, options),
    problems.all.map(({ message }) => message.split('\n')[0]),
  ] as const;
}

it.each([
  ['plain', 'plain'],
  ['${account.name}', 'staging'],
  ['a-${account.name}-${account.name}', 'a-staging-staging'],
  ['$${account.name}', '${account.name}'],
  ['$$${account.name}', '$${account.name}'],
  ['$ {account.name} $$ %{if}', '$ {account.name} $$ %{if}'],
])('replaces %s', (text, expected) => {
  expect(expand(text)).toEqual([expected, []]);
});

it.each([
  ['${acount.name}', '`${acount.name}` means nothing here, did you mean `${account.name}`?'],
  [
    '${account.values.some}',
    '`${account.values.some}` means nothing here in account `staging`, did you mean `${account.values.any}`?',
  ],
  ['${}', '`${}` means nothing here'],
  ['${unfinished', '`${` begins a template that does not end'],
  ['${aws:username}', '`${aws:username}` means nothing here'],
  ['${toString}', '`${toString}` means nothing here'],
])('reports %s', (text, message) => {
  expect(expand(text)).toEqual([undefined, [message]]);
});

it.each(['${aws:PrincipalTag/team}', '${*}', '${?}', '${$}', "${aws:username, 'nobody'}", '${s3:prefix}'])(
  'leaves %s to IAM in a policy',
  (text) => {
    expect(expand(text, { policy: true })).toEqual([text, []]);
  },
);

it('reports what is no policy variable in a policy, too', () => {
  expect(expand('${account.nmae}', { policy: true })[0]).toBeUndefined();
  expect(expand('${unknown:thing}', { policy: true })[0]).toBeUndefined();
});

it('takes wildcards of values that are put in for themselves', () => {
  expect(expandParts('${account.values.any}-*', scope, at, createProblems(), { wild: true })).toEqual([
    { text: '*?$', wild: false },
    { text: '-*', wild: true },
  ]);
});
