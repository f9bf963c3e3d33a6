import { FORMATS } from '../../fuzz/fields/formats';
import { inject } from '../../fuzz/fields/inject';

/** Text that Terraform, or CloudFormation, would put something else in the place of; the first `$` is our own escape. */
const PROBES = ['$${file("/etc/hostname")}%{if(true)}x%{endif}', '$${AWS::AccountId}{{resolve:ssm:/octo}}'];

/** Included files have what bindings files have, too. */
const OF_THEIR_OWN = FORMATS.filter(({ name }) => name !== 'included file');

const SOME_OF_THEM = [
  'bindings: accounts.*.credentials.profile',
  'bindings: bindings.*.description',
  'bindings: bindings.*.trust.*.branch',
  'bindings: repositories.*.environments.*.deployment_branches.*',
  'bindings: bindings.*.variables.*',
  'other trust: Statement.*.Condition.*.*',
  'policy file: Statement.Resource',
];

it('takes text in every field for nothing but text, or refuses it', () => {
  const injected = OF_THEIR_OWN.flatMap((format) =>
    inject(format, { probes: PROBES, projects: 1, inPlace: false }).map((each) => ({
      ...each,
      field: `${format.name}: ${each.field}`,
    })),
  );

  expect(injected.flatMap(({ field, wrong }) => wrong.map((what) => `${field}: ${what}`))).toEqual([]);
  const reached = injected.filter((each) => each.reached).map(({ field }) => field);
  expect(reached).toEqual(expect.arrayContaining(SOME_OF_THEM));
});
