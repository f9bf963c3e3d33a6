import { lock } from '../../src/cli/commands/lock';
import { run } from '../../src/cli/exit-code';

// `lock` as the command line runs it, but for where GitHub is: the tests' own server cannot be reached by https.
const [bindings = '', lockFile = '', baseUrl = ''] = process.argv.slice(2);
void run(() => lock({ bindings, lock: lockFile, prune: true, format: 'text' }, { baseUrl, secondMs: 1 }));
