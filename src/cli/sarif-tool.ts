import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { helpUrl } from '../diagnostics/catalogue';
import type { SarifTool } from '../diagnostics/format/sarif';
import { readText } from './files';

/** This program's version and its pages about rules, as they lie beside it. */
export function sarifTool(): SarifTool {
  const root = rootOf(__dirname);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
  return { version, page: (rule) => withoutLinks(readText(join(root, helpUrl(rule)))) };
}

/** Of the project, wherever in it the program is bundled. */
function rootOf(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : rootOf(dirname(folder));
}

/** Where the page is shown elsewhere, the pages beside it are not there. */
function withoutLinks(page: string | undefined): string | undefined {
  return page?.replace(/\[([^\]]*)\]\((?!https:)[^)]*\)/g, '`$1`');
}
