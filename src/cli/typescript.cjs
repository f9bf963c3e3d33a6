'use strict';
/**
 * Lets Node.js load this project's TypeScript: `node --require ./src/cli/typescript.cjs main.ts`. A file is bundled by esbuild
 * with all of this project's files that it imports, and the bundle is kept below node_modules/.cache for as long as none of
 * them changes: one file loads in a fraction of the time that hundreds take. See docs/decisions.md.
 */
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { join, resolve } = require('node:path');

try {
  process.cwd();
} catch {
  process.stderr.write('error: the folder that this runs in is gone\n');
  process.exit(2);
}

const root = resolve(__dirname, '../..');
const cache = join(root, 'node_modules/.cache/oidc-bindings');
const target = `node${process.versions.node.split('.')[0]}`;
const version = `${require('esbuild/package.json').version} ${target}`;

require.extensions['.ts'] = (module, file) => {
  const path = join(cache, `${digest(`${version}\n${file}`)}.json`);
  const kept = parse(read(path));
  const bundle = kept?.inputs.every(([input, sum]) => sum === digest(read(join(root, input)) ?? '')) ? kept : undefined;
  module._compile((bundle ?? keep(path, build(file))).code, file);
};

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) =>
  request === '@actions/workflow-parser' ? join(__dirname, 'workflow-parser.cjs') : resolveFilename(request, ...rest);

function build(file) {
  const { outputFiles, metafile } = require('esbuild').buildSync({
    entryPoints: [file],
    absWorkingDir: root,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    target,
    write: false,
    metafile: true,
  });
  const inputs = Object.keys(metafile.inputs).map((input) => [input, digest(readFileSync(join(root, input), 'utf8'))]);
  return { inputs, code: outputFiles[0].text };
}

function digest(text) {
  return createHash('sha256').update(text).digest('hex');
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function parse(text) {
  try {
    return JSON.parse(text ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

/** Written whole or not at all, so that a second process never reads a half; where nothing can be written nothing is kept. */
function keep(path, bundle) {
  const partial = `${path}.${process.pid}`;
  try {
    mkdirSync(cache, { recursive: true });
    writeFileSync(partial, JSON.stringify(bundle));
    renameSync(partial, path);
  } catch {
    // Without a cache the program is slower, and nothing else.
  }
  return bundle;
}
