import { resolveAccess } from '../../src/access-plan/resolve';
import { parseLock } from '../../src/bindings/lock';
import { parseBindings } from '../../src/bindings/parse';
import { noFiles } from '../support/no-files';

const names = (count: number) => Array.from({ length: count }, (_, i) => `service-with-a-name-${i}`);

function said(repositories: readonly string[], format: 'legacy' | 'immutable'): readonly string[] {
  const lock = repositories.map((name, i) => {
    const prefix = format === 'legacy' ? `octo-org/${name}` : `octo-org@123456/${name}@${i + 1}`;
    return `  octo-org/${name}: { owner_id: '123456', repository_id: '${i + 1}', subject_prefix: 'repo:${prefix}', subject_claims: default }\n`;
  });
  const [bindings] = parseBindings(
    'bindings.yaml',
    `version: 1
github: { owner: octo-org }
accounts: { production: { id: '111111111111', region: us-east-2, quotas: { trust_policy_length: 400 } } }
bindings:
  deploy:
    accounts: production
    trust: { repository: [${repositories.join()}], environment: production }
`,
    noFiles,
  );
  if (!bindings) throw new Error('the bindings cannot be read');
  const [, problems] = resolveAccess(
    bindings,
    parseLock('lock', `version: 1\nrepositories:\n${lock.join('')}`, true)[0],
    noFiles,
  );
  return problems.filter(({ rule }) => rule === 'trust-policy-too-long').flatMap(({ message }) => message.split('\n'));
}

it('shows for very many repositories the ways that work, as lines to write', () => {
  expect(said(names(30), 'immutable')).toContain(
    '      subject_pattern: "repo:octo-org@123456/*:environment:production"',
  );
  expect(said(names(30), 'legacy')).toContain('      subject_pattern: "repo:octo-org/*:environment:production"');
  expect(said(names(30), 'legacy')).toContain('  for_each_repository: [service-with-a-name-0, …]');
});

it('shows other ways for few', () => {
  const lines = said(names(5), 'immutable');

  expect(lines[0]).toContain('its quota is 400');
  expect(lines.some((line) => line.includes('subject_pattern'))).toBe(false);
});
