import { parse } from 'yaml';
import { workflowText } from '../../src/workflows/write/workflow-text';
import { notText } from '../support/runner-log';

it.each(['a ##[error]b', '\u0085on: push', 'x\u202ey', '::error::z', "it's", 'plain'])(
  'writes the environment %j such that GitHub reads the same, and a runner no command',
  (environment) => {
    const triggers = { branches: ['main'], tags: [], events: [] };
    const login = {
      account: 'production',
      region: 'us-east-2',
      environment,
      triggers,
      roleArn: 'arn:aws:iam::1:role/x',
    };
    const text = workflowText('web', 'octo-org/web', [login]);

    expect(parse(text)).toMatchObject({ jobs: { deploy: { environment } } });
    expect(notText(text)).toEqual([]);
  },
);

it('gives each job an id of its own, whatever its environment is called', () => {
  const login = (environment: string, account = 'production') => ({
    account,
    region: 'us-east-2',
    environment,
    triggers: { branches: ['main'], tags: [], events: [] },
    roleArn: 'arn:aws:iam::1:role/x',
  });
  const text = workflowText('web', 'octo-org/web', [
    login('a b'),
    login('a-b'),
    login('A:B'),
    login('Größe'),
    login('1'),
  ]);

  expect(Object.keys((parse(text) as { jobs: object }).jobs)).toEqual([
    'production-a-b',
    'production-a-b-2',
    'production-A-B-3',
    'production-Gr-e',
    'production-1',
  ]);
});
