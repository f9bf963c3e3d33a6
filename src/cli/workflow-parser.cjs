'use strict';
/**
 * GitHub's own parser of workflows for `require`: it consists of ES modules only, which not every Node.js that this runs on can
 * require. esbuild makes one file of it, which is kept below node_modules/.cache for as long as neither changes its version.
 */
const { execFileSync } = require('node:child_process');
const { existsSync, mkdirSync, renameSync } = require('node:fs');
const { dirname, join, resolve } = require('node:path');

const root = resolve(__dirname, '../..');
const entry = join(root, 'node_modules/@actions/workflow-parser/dist/index.js');
const versionOf = (name) => require(join(root, 'node_modules', name, 'package.json')).version;
const versions = ['@actions/workflow-parser', '@actions/expressions', 'esbuild'].map(versionOf).join('-');
const bundle = join(root, `node_modules/.cache/oidc-bindings/workflow-parser-${versions}.cjs`);

if (!existsSync(bundle)) {
  const partial = `${bundle}.${process.pid}`;
  mkdirSync(dirname(bundle), { recursive: true });
  execFileSync(
    require.resolve('esbuild/bin/esbuild'),
    [entry, '--bundle', '--minify', '--platform=node', '--format=cjs', '--target=node20', `--outfile=${partial}`],
    { cwd: root, stdio: 'pipe' },
  );
  renameSync(partial, bundle);
}
module.exports = require(bundle);
