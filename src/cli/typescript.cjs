'use strict';
/**
 * Lets Node.js load this project's TypeScript: `node --require ./src/cli/typescript.cjs main.ts`. Each file is stripped of its
 * types by esbuild once, and kept below node_modules/.cache by the hash of its text. The loaders that do more (tsx, jiti)
 * hook every module of every dependency, and take longer for that than the program for its work: see docs/decisions.md.
 */
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

try {
  process.cwd();
} catch {
  process.stderr.write('error: the folder that this runs in is gone\n');
  process.exit(2);
}

const root = resolve(__dirname, '../..');
const cache = join(root, 'node_modules/.cache/oidc-bindings');
const version = `${require('esbuild/package.json').version} ${process.versions.node.split('.')[0]}`;

require.extensions['.ts'] = (module, file) => {
  const source = readFileSync(file, 'utf8');
  const cached = join(cache, `${createHash('sha256').update(`${version}\n${source}`).digest('hex')}.js`);
  module._compile(read(cached) ?? keep(cached, transform(source, file)), file);
};

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function transform(source, file) {
  const options = {
    loader: 'ts',
    format: 'cjs',
    target: `node${process.versions.node.split('.')[0]}`,
    sourcefile: file,
  };
  return require('esbuild').transformSync(source, options).code;
}

/** Written whole or not at all, so that a second process never reads a half; where nothing can be written nothing is kept. */
function keep(path, code) {
  const partial = `${path}.${process.pid}`;
  try {
    mkdirSync(cache, { recursive: true });
    writeFileSync(partial, code);
    renameSync(partial, path);
  } catch {
    // Without a cache the program is slower, and nothing else.
  }
  return code;
}
