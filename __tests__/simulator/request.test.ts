import { ignoredClaims, isKeyOfToken, lookUp, requestOf } from '../../src/simulator/request';
import { issuerHostOf } from '../../src/simulator/simulate';
import { claimValues } from '../../src/simulator/token';

const HOST = 'token.actions.githubusercontent.com';
const NONE: ReadonlySet<string> = new Set();
const NO_CONTEXT = new Map<string, readonly string[]>();

it.each([
  ['a text', 'x', ['x']],
  ['an empty text', '', ['']],
  ['a number', 7, ['7']],
  ['a boolean', false, ['false']],
  ['a list', ['x', 1, true], ['x', '1', 'true']],
  ['what is no value in a list', ['x', null, {}, ['y']], ['x']],
  ['an empty list', [], undefined],
  ['nothing', null, undefined],
  ['a mapping', { a: 'b' }, undefined],
  ['a list of nothing', [null], undefined],
])('reads %s of a claim', (_, claim, values) => {
  expect(claimValues({ claim }, 'claim')).toEqual(values);
});

it('takes for claims what a token has of its own', () => {
  expect(claimValues({}, 'constructor')).toBeUndefined();
  expect(claimValues({}, 'claim')).toBeUndefined();
});

it.each([
  [`${HOST}:sub`, true],
  ['github.octo.example/_services/token:sub', true],
  ['localhost/x:sub', true],
  ['accounts.google.com:aud', true],
  ['octo.example/aws:sub', true],
  ['aws:SourceIp', false],
  ['AWS:aws.x', false],
  ['sts:RoleSessionName', false],
  ['saml:sub', false],
  ['saml:sub.x', false],
  ['saml:a/b', false],
  ['octo.example', false],
  ['octo.example/x', false],
  ['', false],
])('knows whether a token decides %j', (key, expected) => {
  expect(isKeyOfToken(key)).toBe(expected);
});

describe('a condition key', () => {
  const claims = { sub: 'x', aud: 'a', azp: 'b', ref: 'r', event_name: 'push', email: 'e' };
  const context = new Map([['AWS:SourceIp', ['192.0.2.1']]]);

  it.each([
    [`${HOST}:sub`, { state: 'present', values: ['x'] }],
    [`${HOST.toUpperCase()}:SUB`, { state: 'present', values: ['x'] }],
    [`${HOST}:aud`, { state: 'present', values: ['b'] }],
    [`${HOST}:email`, { state: 'present', values: ['e'] }],
    [`${HOST}:amr`, { state: 'absent', reason: 'claim-absent' }],
    [`${HOST}:actor`, { state: 'absent', reason: 'claim-absent' }],
    [`${HOST}:event_name`, { state: 'absent', reason: 'claim-not-evaluated' }],
    [`${HOST}:azp`, { state: 'absent', reason: 'claim-not-evaluated' }],
    [`${HOST}:oaud`, { state: 'unknown', reason: 'key-of-sts' }],
    [`${HOST}/octo:sub`, { state: 'absent', reason: 'key-of-other-issuer' }],
    [`x${HOST}:sub`, { state: 'absent', reason: 'key-of-other-issuer' }],
    ['aws:sourceip', { state: 'present', values: ['192.0.2.1'] }],
    [`${HOST}:enterprise_id`, { state: 'unknown', reason: 'claim-unknown' }],
    ['aws:userid', { state: 'unknown', reason: 'key-of-sts' }],
  ])('%s', (key, entry) => {
    expect(lookUp(requestOf(claims, HOST, context, new Set(['enterprise_id', 'event_name'])), key)).toEqual(entry);
  });

  it('belongs to the issuer in whatever letter case it is written', () => {
    expect(lookUp(requestOf(claims, HOST.toUpperCase(), NO_CONTEXT, NONE), `${HOST}:ref`)).toEqual({
      state: 'present',
      values: ['r'],
    });
  });

  it('holds the audience where no other party is named', () => {
    const { azp: _, ...rest } = claims;

    expect(lookUp(requestOf(rest, HOST, NO_CONTEXT, NONE), `${HOST}:aud`)).toEqual({ state: 'present', values: ['a'] });
  });
});

it.each([
  [{ sub: 'x', aud: 'a', run_id: '1', event_name: 'push', iss: 'i' }, ['event_name', 'iss', 'run_id']],
  [{ sub: 'x', aud: 'a', azp: 'b' }, ['aud']],
  [{ sub: 'x', azp: 'b' }, []],
  [{ sub: 'x', aud: 'a', azp: null }, ['azp']],
])('names the claims of %j that no condition can see', (claims, ignored) => {
  expect(ignoredClaims(requestOf(claims, HOST, NO_CONTEXT, NONE))).toEqual(ignored);
});

it.each([
  [`https://${HOST}`, HOST],
  [`https://${HOST}/octo`, `${HOST}/octo`],
  [HOST, HOST],
  [`x https://${HOST}`, `x https://${HOST}`],
  [7, undefined],
  [undefined, undefined],
])('takes the issuer %j of a token', (iss, host) => {
  expect(issuerHostOf({ iss })).toBe(host);
});
