'use strict';
const { transformSync } = require('esbuild');

/** Strips types for jest by the same tool and to the same form as src/cli/typescript.cjs does for the program. */
module.exports = {
  process(source, file) {
    const target = `node${process.versions.node.split('.')[0]}`;
    return transformSync(source, { loader: 'ts', format: 'cjs', target, sourcefile: file, sourcemap: 'inline' });
  },
};
