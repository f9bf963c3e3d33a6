import { lintText } from '../support/lint-text';

const LOCK = `version: 1
repositories:
  octo-org/web: { owner_id: "123", repository_id: "456", subject_prefix: repo:octo-org/web, environments: { prod: absent } }
`;

/** What is said of one value in its place. */
function errors(key: string, value: string): readonly string[] {
  const values: Readonly<Record<string, string>> = {
    id: '"111111111111"',
    branch: 'main',
    boundary: 'limits',
    [key]: value,
  };
  const settings =
    key === 'wait_timer' ? `repositories: { octo-org/web: { environments: { prod: { wait_timer: ${value} } } } }` : '';
  const until = key === 'until' ? `repositories: { octo-org/web: { subject_format: both, until: ${value} } }` : '';
  const { diagnostics } = lintText({
    bindings: `version: ${values.version ?? '1'}
accounts: { production: { id: ${values.id ?? ''}, region: us-east-2 } }
${settings}${until}
bindings:
  ${values.name ?? 'web'}:
    accounts: [production]
    trust: [{ repository: octo-org/web, ${key === 'pull_request' ? `pull_request: ${value}` : `branch: ${values.branch ?? ''}`} }]
    role: { permissions_boundary: ${values.boundary ?? ''}, max_session_duration: ${values.duration ?? '1h'} }
    variables: { A: ${values.variable ?? 'x'} }
`,
    lock: key === 'archived' ? LOCK.replace('environments', `archived: ${value}, environments`) : LOCK,
  });
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message.split('\n')[0] ?? '');
}

it.each([
  ['id', '012345678901', '`id` must be in quotes: as a number an account id loses its leading zeros'],
  ['id', '111111111111', '`id` must be in quotes: as a number an account id loses its leading zeros'],
  ['id', '0x19DE50C5C7', '`id` must be in quotes: as a number an account id loses its leading zeros'],
  ['id', '1e400', '`id` must be in quotes: as a number an account id loses its leading zeros'],
  ['id', '.nan', '`id` must be in quotes: as a number an account id loses its leading zeros'],
  ['id', '111_111_111_111', '`id` must be 12 digits'],
  ['id', '"１１１１１１１１１１１１"', '`id` must be 12 digits'],
  ['branch', '1.10', '`branch` must be text or a list, not 1.1: put it in quotes'],
  ['branch', 'true', '`branch` must be text or a list, not true'],
  ['branch', '~', '`branch` must be text or a list, not null'],
  ['pull_request', 'yes', '`pull_request` must be true, not `yes`'],
  ['pull_request', 'on', '`pull_request` must be true, not `on`'],
  ['archived', 'no', '`archived` must be true or false, not `no`'],
  ['until', '2027-02-30', '`until` must be a day that exists'],
  ['until', '20270301', '`until` must be text, not 20270301: put it in quotes'],
  ['until', '9999-99-99', '`until` must be a day that exists'],
  ['wait_timer', '1e400', '`wait_timer` must be a whole number from 0 to 43200'],
  ['wait_timer', '12345678901234567890', '`wait_timer` must be a whole number from 0 to 43200'],
  ['wait_timer', '.nan', '`wait_timer` must be a number, not NaN'],
  ['wait_timer', '-1', '`wait_timer` must be a whole number from 0 to 43200'],
  ['wait_timer', '0.5', '`wait_timer` must be a whole number from 0 to 43200'],
  ['duration', '9999999h', '`max_session_duration` must be from 1h to 12h'],
  ['duration', '1:30:00', '`max_session_duration` must be a time, as `1h`, `90m` or `3600`'],
  ['version', '1.1', '`version` must be 1, not 1.1'],
  ['version', '"1"', '`version` must be 1, not `1`'],
  ['variable', '5', '`A` must be text or a mapping, not 5: put it in quotes'],
])('says of %s: %s that it is not what was meant', (key, value, message) => {
  expect(errors(key, value)).toEqual([message]);
});

it.each([
  ['name', 'on'],
  ['name', 'no'],
  ['name', 'y'],
  ['branch', 'on'],
  ['branch', '2027-03-31'],
  ['branch', '1_000'],
  ['until', '2027-03-31'],
  ['wait_timer', '0x10'],
  ['version', '1.0'],
])('takes %s: %s as YAML 1.2 has it', (key, value) => {
  expect(errors(key, value)).toEqual([]);
});
