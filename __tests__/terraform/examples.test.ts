import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { testLifeOf } from '../support/terraform/life';

const examples = join(__dirname, '../../examples');

// The largest has a file of its own, so that both can run at once.
describe.each(readdirSync(examples).filter((name) => name !== 'organization'))('%s', (name) => {
  testLifeOf(join(examples, name));
});
