'use strict';
const { transformSync } = require('esbuild');

/** Strips types for jest by the same tool that bundles the program (src/cli/typescript.cjs). */
module.exports = {
  process(source, file) {
    const target = `node${process.versions.node.split('.')[0]}`;
    return transformSync(source, { loader: 'ts', format: 'cjs', target, sourcefile: file, sourcemap: 'inline' });
  },
};
