import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

/** What each folder may import besides itself, and why it may not import more. */
const TABLE: readonly (readonly [folder: string, mayImport: readonly string[], because: string])[] = [
  ['diagnostics', [], 'a reporter that knows the domain cannot serve every stage'],
  ['oidc', ['diagnostics'], "what GitHub's tokens say does not depend on who reads them"],
  ['iam', ['oidc', 'diagnostics'], 'conditions are spelled from claims, never the reverse'],
  ['bindings', ['oidc', 'iam', 'diagnostics'], 'the file format knows nothing of Terraform'],
  ['access-plan', ['bindings', 'oidc', 'iam', 'diagnostics'], 'resolution does not know how its result is rendered'],
  [
    'cloudformation',
    ['access-plan', 'iam', 'diagnostics'],
    'a second emitter, of the same plan: beside constructs, and knows nothing of them',
  ],
  ['constructs', ['access-plan', 'iam', 'oidc'], 'constructs see resolved data only'],
  [
    'lint',
    ['bindings', 'access-plan', 'analysis', 'simulator', 'oidc', 'iam', 'diagnostics'],
    'rules judge what is meant, not how it is emitted',
  ],
  [
    'workflows',
    ['jobs', 'access-plan', 'bindings', 'oidc', 'iam', 'simulator', 'diagnostics'],
    'a workflow is written from what the plan lets in, and checked by what its jobs would get',
  ],
  ['simulator', ['oidc', 'iam'], 'a second opinion on what is emitted shares no fault with what emits it'],
  [
    'analysis',
    ['oidc', 'simulator'],
    'of the simulator it takes the parser alone: two opinions share no fault, and each holds the other',
  ],
  [
    'jobs',
    ['access-plan', 'bindings', 'oidc', 'iam', 'simulator', 'diagnostics'],
    'whether a job gets a role is asked of the simulator, for commands and workflows alike',
  ],
  ['init', ['bindings', 'iam', 'oidc'], 'the first files are texts until the edge writes them'],
  [
    'changes',
    ['access-plan', 'analysis', 'bindings', 'oidc', 'simulator', 'diagnostics'],
    'a second opinion on what a change destroys reads what is emitted, and shares nothing with what emits it',
  ],
  ['render', ['access-plan', 'iam', 'diagnostics'], 'files are texts until the edge writes them'],
  [
    'lock',
    ['access-plan', 'bindings', 'oidc', 'diagnostics'],
    'it asks about what the bindings use, and what it writes is read again by the file format',
  ],
  [
    'cli',
    [
      'workflows',
      'jobs',
      'analysis',
      'init',
      'lock',
      'lint',
      'simulator',
      'changes',
      'render',
      'constructs',
      'cloudformation',
      'access-plan',
      'bindings',
      'oidc',
      'iam',
      'diagnostics',
    ],
    'composition: only here are files and exit codes',
  ],
];

/** Which packages only one place may import, and why. */
const PACKAGES: readonly (readonly [name: RegExp, folders: readonly string[], because: string])[] = [
  [/^(cdktf|constructs|@cdktf\/.*)$/, ['constructs'], 'a move to a fork of CDKTF touches one folder'],
  [/^(node:)?(fs|child_process|http|https|net)$/, ['cli'], 'a stage that reads files cannot be tested without them'],
  [/^(commander|picocolors)$/, ['cli', 'diagnostics'], 'only the edge talks to people'],
  [
    /^yaml$/,
    ['bindings', 'diagnostics', 'lock', 'init', 'workflows'],
    'text becomes data once; what is written by us is quoted by it',
  ],
  [/^valibot|^@valibot/, ['bindings', 'lock'], 'what comes from outside is checked once, where it comes in'],
  [/^(@octokit\/.*|undici)$/, ['lock'], 'only one folder talks to GitHub, and all else is tested without it'],
  [/^proxy-from-env$/, ['cli'], 'it reads the environment, which only the edge does'],
  [/^@actions\//, ['workflows'], "GitHub's own parser says what GitHub refuses, and nothing else here believes it"],
];

const root = join(__dirname, '../src');

function sources(folder = root): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sources(path) : path.endsWith('.ts') ? [path] : [];
  });
}

function imports(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:from|import\(|require\()\s*'([^']+)'/g)].map(([, name]) => name as string);
}

const folderOf = (file: string) => relative(root, file).split('/', 1)[0] as string;
const files = sources();

it.each(TABLE)('%s imports only %j: %s', (folder, mayImport) => {
  const offences = files
    .filter((file) => folderOf(file) === folder)
    .flatMap((file) =>
      imports(file)
        .filter((name) => name.startsWith('.'))
        .map((name) => normalize(join(dirname(file), name)))
        .filter((target) => folderOf(target) !== folder && !mayImport.includes(folderOf(target)))
        .map((target) => `${relative(root, file)} → ${relative(root, target)}`),
    );

  expect(offences).toEqual([]);
});

it.each(PACKAGES)('%s is imported only in %j: %s', (name, folders) => {
  const offences = files.filter(
    (file) => !folders.includes(folderOf(file)) && imports(file).some((imported) => name.test(imported)),
  );

  expect(offences.map((file) => relative(root, file))).toEqual([]);
});

it('judges policies of others without what builds ours', () => {
  const offences = files
    .filter((file) => relative(root, file).startsWith('lint/foreign/'))
    .filter((file) => imports(file).some((name) => /access-plan|iam\/trust-policy$/.test(name)));

  expect(offences.map((file) => relative(root, file))).toEqual([]);
});

it('simulates without what builds our policies: of the vocabulary it shares names alone', () => {
  const shared = files
    .filter((file) => folderOf(file) === 'simulator')
    .flatMap((file) => imports(file).map((name) => relative(root, normalize(join(dirname(file), name)))))
    .filter((target) => !target.startsWith('simulator/'));

  expect(['oidc/claims', 'oidc/issuer', 'iam/arn']).toEqual(expect.arrayContaining([...new Set(shared)]));
});

it('knows every folder', () => {
  expect(new Set(files.map(folderOf))).toEqual(new Set(TABLE.map(([folder]) => folder)));
});

it('imports providers by deep path: the barrel costs seconds', () => {
  const barrels = files.filter((file) => imports(file).some((name) => /^@cdktf\/provider-\w+$/.test(name)));

  expect(barrels).toEqual([]);
});

it('has no file over 350 lines', () => {
  const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 350);

  expect(long).toEqual([]);
});
