import { readFileSync, writeFileSync } from 'node:fs';
import { GENERATED } from './generated-docs';

// `npm run docs`: brings all generated files up to date.
for (const { path, update } of GENERATED) writeFileSync(path, update(readFileSync(path, 'utf8')));
