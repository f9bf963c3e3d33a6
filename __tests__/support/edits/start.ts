import fc from 'fast-check';
import { repository } from '../terraform/least-world';
import type { Account, OidcProvider, Role, World } from '../terraform/world';
import { newBinding } from './binding-edits';
import { made, protectedText } from './github-edits';
import type { Input } from './input';
import { EDITS, type Start, type Step } from './sequence';

const ISSUER = 'token.actions.githubusercontent.com';

const provider = (url: string): OidcProvider => ({
  url,
  clientIds: ['sts.amazonaws.com', 'https://github.com/octo-org'],
  thumbprints: ['6938fd4d98bab03faadb97b34396831e3780aea1'],
  tags: { owner: 'others' },
});

const ROLE: Role = {
  path: '/',
  description: 'Made by hand',
  trust: '{"Version":"2012-10-17","Statement":[]}',
  maxSessionDuration: 7200,
  permissionsBoundary: '',
  tags: { owner: 'others' },
  inline: { permissions: '{"Version":"2012-10-17","Statement":[]}', other: '{"Version":"2012-10-17","Statement":[]}' },
  attached: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'],
  uniqueId: 'AROAFOREIGN',
};

/** An account of others, with a role that can be adopted and, if they have them, with both providers. */
function account(id: string, hasProviders: boolean): Account {
  const arn = (url: string) => `arn:aws:iam::${id}:oidc-provider/${url}`;
  const urls = hasProviders ? [ISSUER, `${ISSUER}/octo-enterprise`] : [];
  return {
    oidcProviders: Object.fromEntries(urls.map((url) => [arn(url), provider(url)])),
    roles: { 'legacy-deploy': { ...ROLE, permissionsBoundary: `arn:aws:iam::${id}:policy/boundary` } },
  };
}

const mode = fc.constantFrom('create', 'existing', 'import');
const environments = fc.subarray(['production', 'staging']);

/** Valid inputs, with a world in which they can be applied. */
export const start: fc.Arbitrary<Start> = fc
  .record({
    modes: fc.tuple(mode, mode),
    declared: fc.tuple(environments, environments),
    existing: environments,
    bindings: fc.subarray(['deploy', 'build', 'ship'], { minLength: 1 }),
    adopts: fc.boolean(),
    template: fc.boolean(),
  })
  .map(({ modes, declared, existing, bindings, adopts, template }) => {
    const [production, staging] = modes;
    const texts = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, protectedText()]));
    const input: Input = {
      github: { owner: 'octo-org' },
      accounts: {
        production: { id: '111111111111', region: 'us-east-2', oidc_provider: production },
        staging: { id: '222222222222', region: 'us-east-2', oidc_provider: staging },
      },
      repositories: {
        web: {
          environments: texts(declared[0]),
          ...(template && { subject_template: ['repo', 'context', 'repository_id'] }),
        },
        api: { environments: texts(declared[1]) },
      },
      bindings: Object.fromEntries(
        bindings.map((name, i) => [
          name,
          newBinding(name, i % 2 ? 'api' : 'web', ['production', 'staging'].slice(i % 2)),
        ]),
      ),
    };
    if (adopts)
      input.bindings['adopted'] = {
        ...newBinding('adopted', 'web', ['production']),
        role: { name: 'legacy-deploy', import: ['production'], exclusive: false },
      };
    const world: World = {
      accounts: {
        '111111111111': account('111111111111', production !== 'create'),
        '222222222222': account('222222222222', staging !== 'create'),
      },
      owners: {
        'octo-org': {
          id: 123_456,
          repositories: {
            web: { ...repository(456_789), environments: Object.fromEntries(existing.map((name) => [name, made()])) },
            api: repository(456_790),
          },
          variables: {},
          teams: { 'release-managers': 42 },
        },
      },
      users: { monalisa: 7 },
    };
    return { input, world };
  });

const edit = fc.record({
  edit: fc.constantFrom(...Object.keys(EDITS)),
  said: fc.boolean(),
  picks: fc.array(fc.nat(11), { minLength: 4, maxLength: 4 }),
});

/** Steps of one to three edits each; mostly `lock` is run after them. */
export const step: fc.Arbitrary<Step> = fc.record({
  edits: fc.array(edit, { minLength: 1, maxLength: 3 }),
  lock: fc.constantFrom('asked', 'asked', 'asked', 'pruned', 'left'),
});
