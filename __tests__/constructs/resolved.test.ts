import { DefaultTokenResolver, StringConcat, TerraformStack, Testing, Token, Tokenization } from 'cdktf';
import { resolved } from '../../src/constructs/resolved';

const stack = new TerraformStack(Testing.app(), 'production');
const token = Token.asString({ resolve: () => 'web', creationStack: [] });
const list = Token.asList({ resolve: () => ['a', 'b'], creationStack: [] });
const map = Token.asStringMap({ resolve: () => ({ a: 'b' }), creationStack: [] });

function byCdktf(data: unknown): unknown {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return Tokenization.resolve(data, { scope: stack, preparing: false, resolver });
}

it.each([
  ['data without tokens', { name: 'web', path: '${aws_iam_role.web.name}', count: 3, on: false, tags: {}, none: null }],
  ['what is undefined', { name: undefined, list: ['a', undefined, 'b'], empty: [], nested: { name: undefined } }],
  ['a token as a text', { name: token }],
  ['a token within a text', { name: `before ${token} after` }],
  ['a token as a key', { [token]: 'value' }],
  ['a token of a list', { names: list }],
  ['a token of a mapping', { tags: map }],
  ['a token as an object', { name: { resolve: () => 'web', creationStack: [] } }],
])('resolves %s as CDKTF does', (_, data) => {
  expect(resolved(stack, data)).toEqual(byCdktf(data));
});
