'use strict';
/** What Node.js 22 and later warn of at run time and Node.js 20 does not: https://nodejs.org/api/deprecations.html */
const fs = require('node:fs');
const Module = require('node:module');
const url = require('node:url');
const util = require('node:util');

const refuse = (name) => () => {
  throw new Error(`deprecated: ${name}`);
};

for (const name of Object.keys(util).filter((each) => /^(?:is[A-Z](?!eepStrictEqual)|_extend|log)/.test(each)))
  util[name] = refuse(`util.${name}`);
url.parse = refuse('url.parse');
fs.exists = refuse('fs.exists');

for (const name of ['rmdir', 'rmdirSync']) {
  const original = fs[name];
  fs[name] = (path, options, ...rest) =>
    options?.recursive ? refuse(`fs.${name} with recursive`)() : original(path, options, ...rest);
}

const load = Module._load;
Module._load = (name, parent, ...rest) => {
  if (/^(?:node:)?(?:punycode|domain|sys|_stream_\w+|_tls_\w+)$/.test(name)) refuse(`${name} in ${parent?.id}`)();
  return load(name, parent, ...rest);
};
