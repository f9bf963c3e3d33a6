import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createColors } from 'picocolors';
import { parse, stringify } from 'yaml';
import { resolveAccess } from '../src/access-plan/resolve';
import type { Files } from '../src/bindings/files';
import { parseLock } from '../src/bindings/lock';
import { parseBindings } from '../src/bindings/parse';
import { PRESET_NAMES } from '../src/bindings/schema/presets';
import { program } from '../src/cli/cli';
import { GENERATED } from '../src/cli/generated-docs';
import { formatSimulation } from '../src/cli/simulation-text';
import { formatJobAccess } from '../src/cli/job-access-text';
import type { Job } from '../src/jobs/job';
import { tokenRepository } from '../src/jobs/repository';
import { tokensOf } from '../src/jobs/token';
import { readPolicy } from '../src/simulator/policy';
import { simulate } from '../src/simulator/simulate';
import { readClaims } from '../src/simulator/token';
import { FIXTURES } from './support/fixtures';
import { iamPolicies } from './support/iam-json';
import { accessTo, rolesFor } from './support/job-access';
import { synthJson } from './support/synth';
import { noFiles } from './support/no-files';
import { permissionsPolicy } from './support/permissions';

const ROOT = resolve(__dirname, '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const PAGES = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `docs/${path}`),
];

function codeBlocks(page: string, language: string): readonly string[] {
  return [...read(page).matchAll(new RegExp(`^ *\`\`\`${language}\\n([^]*?)^ *\`\`\``, 'gm'))].map(
    ([, text]) => text as string,
  );
}

/** A folder in which every pattern matches an empty file. */
const emptyFiles: Files = {
  read: (file) => ({ file, text: 'version: 1\n' }),
  list: (pattern) => [pattern.replaceAll('*', '')],
};

function planOf(bindingsText: string, lockText: string) {
  const [bindings, wrong] = parseBindings('bindings.yaml', bindingsText, emptyFiles);
  const [lock, wrongLock] = parseLock('bindings.lock.yaml', lockText, true);
  const [access, wrongPlan] = bindings ? resolveAccess(bindings, lock, noFiles) : [undefined, []];
  return {
    plan: access?.plan,
    messages: [...wrong, ...wrongLock, ...wrongPlan].map(({ rule, message }) => `${rule}: ${message}`),
  };
}

it.each(GENERATED)('$path is up to date (npm run docs)', ({ path, update }) => {
  expect(update(read(path))).toBe(read(path));
});

it('README shows the trust policy that its example gives', () => {
  const [bindings = '', lock = ''] = codeBlocks('README.md', 'yaml');
  const [policy = ''] = codeBlocks('README.md', 'json');
  const { plan, messages } = planOf(bindings, lock);

  expect(messages).toEqual([]);
  expect(plan && iamPolicies(synthJson(plan).get('production') ?? {})['web-deploy__trust']).toEqual(JSON.parse(policy));
  expect(bindings.trimEnd().split('\n').length).toBeLessThanOrEqual(20);
});

/** A block within a list is indented as a whole. */
function dedent(text: string): string {
  const indent = /^ */.exec(text)?.[0] ?? '';
  return text.replace(new RegExp(`^${indent}`, 'gm'), '');
}

const EXAMPLES = ['docs/bindings.md', 'docs/rollout.md', 'docs/adopt.md'].flatMap((page) =>
  codeBlocks(page, 'yaml').map((text) => [page, dedent(text)] as const),
);

it.each(EXAMPLES)('%s: nothing is wrong with\n%s', (_, text) => {
  const base = {
    version: 1,
    github: { owner: 'octo-org' },
    accounts: { production: { id: '111111111111', region: 'us-east-2' } },
    bindings: {},
  };
  const file = { ...base, ...(parse(text) as object) };

  expect(planOf(stringify(file), readFileSync(join(FIXTURES, 'bindings/bindings.lock.yaml'), 'utf8')).messages).toEqual(
    [],
  );
});

interface PresetExample {
  readonly permissions: readonly { readonly preset: string }[];
}

/** The first example of docs/presets.md shows the form, then follows one for each preset. */
const PRESET_EXAMPLES = codeBlocks('docs/presets.md', 'yaml').map((text) => (parse(text) as PresetExample).permissions);

it.each(PRESET_EXAMPLES.slice(1).map((entries, i) => [entries[0]?.preset ?? '', entries, i] as const))(
  'docs/presets.md shows the policy that its example of %s gives',
  (_, entries, i) => {
    const policy = JSON.parse(codeBlocks('docs/presets.md', 'json')[i] ?? '{}') as unknown;

    expect(permissionsPolicy(entries, 'us-east-2')).toEqual({ policy, messages: [] });
  },
);

it('docs/presets.md has a section for each preset, with an example in which nothing is wrong', () => {
  const headings = [...read('docs/presets.md').matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);

  expect(headings).toEqual(PRESET_NAMES);
  expect(PRESET_EXAMPLES.slice(1).map((entries) => entries.map(({ preset }) => preset))).toEqual(
    PRESET_NAMES.map((name) => [name]),
  );
  expect(permissionsPolicy(PRESET_EXAMPLES[0] ?? [], 'us-east-2').messages).toEqual([]);
});

it('docs/simulate.md shows the answer that its example gives', () => {
  const [policy, claims] = codeBlocks('docs/simulate.md', 'json').map((text) => JSON.parse(text) as object);
  const [, answer] = codeBlocks('docs/simulate.md', 'text');
  const simulation = simulate(readPolicy(policy), readClaims(claims));

  expect(answer).toBe(formatSimulation(simulation, createColors(false)));
});

it('docs/simulate.md shows the roles that its job gets', () => {
  const [bindings = ''] = codeBlocks('docs/simulate.md', 'yaml');
  const [answer] = codeBlocks('docs/simulate.md', 'text');
  const { access, lock } = accessTo(bindings);
  const job: Job = { ref: 'refs/heads/main' };
  const repository = tokenRepository('octo-org/web', access, lock);
  const tokens = access.issuers.flatMap((issuer) => tokensOf(job, repository, issuer));
  const roles = rolesFor({ access, lock }, 'octo-org/web', job);

  expect(answer).toBe(formatJobAccess({ repository: 'octo-org/web', tokens, roles, caveats: [] }, createColors(false)));
});

it.each(PAGES)('the links of %s lead somewhere', (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => link as string);

  expect(links.filter((link) => !existsSync(join(ROOT, dirname(page), link)))).toEqual([]);
});

it.each(PAGES)('the commands in %s exist, with the options that they are given', (page) => {
  const calls = [...read(page).matchAll(/npx oidc-bindings ([a-z][a-z-]*)([^`\n|;]*)/g)];
  const wrong = calls.filter(([, name, rest = '']) => {
    const command = program().commands.find((each) => each.name() === name);
    const options = [...rest.matchAll(/ (--[a-z-]+)/g)].map(([, option]) => option);
    return !command || options.some((option) => !command.options.some(({ long }) => long === option));
  });

  expect(wrong.map(([call]) => call)).toEqual([]);
});

it('README and help stay short', () => {
  expect(read('README.md').split('\n').length).toBeLessThanOrEqual(151);
  expect(read('help').split('\n').length).toBeLessThanOrEqual(61);
});
