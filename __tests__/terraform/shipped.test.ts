import { join } from 'node:path';
import { testLifeOf } from '../support/terraform/life';

testLifeOf(join(__dirname, '../..'));
