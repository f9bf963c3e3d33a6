import { ACCOUNT_ROWS } from './changes/accounts';
import { BINDING_ROWS } from './changes/bindings';
import { ENVIRONMENT_ROWS } from './changes/environments';
import { LOCK_ROWS } from './changes/lock';
import { PAGE, testRows } from './changes/page';
import { REPOSITORY_ROWS } from './changes/repositories';
import { ROLE_ROWS } from './changes/roles';
import { VARIABLE_ROWS } from './changes/variables';

const ROWS = [
  ...BINDING_ROWS,
  ...ROLE_ROWS,
  ...ACCOUNT_ROWS,
  ...REPOSITORY_ROWS,
  ...ENVIRONMENT_ROWS,
  ...VARIABLE_ROWS,
  ...LOCK_ROWS,
];

it('has a row of the page for each case, and a case for each row', () => {
  expect([...PAGE.keys()]).toEqual(ROWS.map(({ edit }) => edit));
});

testRows([...BINDING_ROWS, ...ROLE_ROWS]);
