import { ACCOUNT_ROWS } from './changes/accounts';
import { testRows } from './changes/page';

testRows(ACCOUNT_ROWS);
