#!/usr/bin/env node
'use strict';
require('./typescript.cjs');
require('./cli.ts').main(process.argv);
