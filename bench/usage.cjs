'use strict';
// Loaded before a program that is measured: when that ends, what it used is written to the file that OIDC_BINDINGS_USAGE names.
const { writeFileSync } = require('node:fs');

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { cpu: (userCPUTime + systemCPUTime) / 1e6, memory: maxRSS / 1024 };
  writeFileSync(process.env.OIDC_BINDINGS_USAGE, JSON.stringify(usage));
});
