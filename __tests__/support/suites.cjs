'use strict';

// Suites as one: so modules are loaded once for a mutant and not once for each suite. See stryker.config.mjs, which names them.
for (const suite of globalThis.suites) require(suite);
