import fc from 'fast-check';
import { filesOf, isOwnPath, parseManifest } from '../../src/render/manifest';

const SOUND = {
  version: 1,
  files: ['.gitignore'],
  stacks: [
    { stack: 'github-protect-octo-org', dir: 'github-protect-octo-org', depends_on: [], files: ['main.tf.json'] },
    {
      stack: 'production',
      dir: 'production',
      account_id: '111111111111',
      depends_on: ['github-protect-octo-org'],
      files: ['main.tf.json', 'policies/web-deploy.json'],
    },
  ],
};

const manifest = (change: object) => parseManifest(JSON.stringify({ ...SOUND, ...change }));
const withFile = (file: string) => {
  const [protect, production] = SOUND.stacks;
  return manifest({ stacks: [protect, { ...production, files: ['main.tf.json', file] }] });
};
const withStack = (stack: string) => {
  const [protect, production] = SOUND.stacks;
  return manifest({ stacks: [protect, { ...production, stack, dir: stack }] });
};

it('reads what render writes', () => {
  expect(manifest({})).toEqual(SOUND);
});

it.each([
  ...['README.md', 'manifest.json', 'main.tf.json', 'production/main.tf.json', 'src/main.tf.json', 'a/policies/b.json'],
  ...[
    '../.gitignore',
    './.gitignore',
    '.GITIGNORE',
    '/etc/passwd',
    '__proto__',
    'constructor',
    '.render/journal.json',
    '',
  ],
])('lets nothing but .gitignore stand beside it: %j', (file) => {
  expect(manifest({ files: ['.gitignore', file] })).toBeUndefined();
});

it.each([
  ...[
    'terraform.tfstate',
    'notes.md',
    'policies',
    'policies/',
    'policies/a/b.json',
    'policies/../main.tf.json',
    'cdk.tf.json',
  ],
  ...[
    'policies/.json',
    'policies/-x.json',
    'policies/a.tfstate',
    'policies/a.json/b',
    'Main.tf.json',
    './main.tf.json',
    '',
  ],
  ...['../staging/main.tf.json', '..', '/main.tf.json', 'policies\\\\a.json', 'policies/a.json\n', 'main.tf.json'],
])('lets nothing else stand in a stack: %j', (file) => {
  expect(withFile(file)).toBeUndefined();
});

it.each([
  '',
  '.',
  '..',
  '.git',
  '.render',
  'Production',
  '../x',
  'a/b',
  '/etc',
  '__proto__',
  'a\n',
  'github-protect-octo-org',
])('knows no stack of the name %j, or twice', (stack) => {
  expect(withStack(stack)).toBeUndefined();
});

it('takes the folder of a stack from its name alone', () => {
  const [, production] = SOUND.stacks;

  expect(manifest({ stacks: [{ ...production, dir: 'elsewhere' }] })).toBeUndefined();
  expect(manifest({ stacks: [production, { ...production }] })).toBeUndefined();
});

it('names no file twice in whatever letters', () => {
  expect(withFile('policies/Web-Deploy.json')).toBeDefined();
  const [, production] = SOUND.stacks;
  const files = ['policies/web.json', 'policies/Web.json'];
  expect(manifest({ stacks: [{ ...production, files }] })).toBeUndefined();
  expect(manifest({ files: ['.gitignore', '.gitignore'] })).toBeUndefined();
});

it('reads no manifest that names a file which render may not remove', () => {
  const part = fc.constantFrom(
    '.',
    '..',
    '/',
    'main.tf',
    '.json',
    'policies',
    'src',
    'web',
    '.git',
    'ignore',
    '\\',
    '\n',
    ' ',
  );
  const name = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(name, name, name, (file, stack, own) => {
      const read = manifest({ files: [file], stacks: [{ stack, dir: stack, depends_on: [], files: [own] }] });
      for (const path of read ? filesOf(read) : []) {
        expect(isOwnPath(path)).toBe(true);
        expect(path).toMatch(/^(?:\.gitignore|manifest\.json|[^./][^/]*\/(?:main\.tf|policies\/[^./]+)\.json)$/);
      }
    }),
    { numRuns: 5000 },
  );
});
