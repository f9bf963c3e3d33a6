import { ENVIRONMENT_ROWS } from './changes/environments';
import { LOCK_ROWS } from './changes/lock';
import { testRows } from './changes/page';
import { VARIABLE_ROWS } from './changes/variables';

testRows([...ENVIRONMENT_ROWS, ...VARIABLE_ROWS, ...LOCK_ROWS]);
