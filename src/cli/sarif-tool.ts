import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { helpUrl } from '../diagnostics/catalogue';
import type { SarifTool } from '../diagnostics/format/sarif';
import { readText } from './files';

const ROOT = join(__dirname, '../..');

/** This program's version and its pages about rules, as they lie beside it. */
export function sarifTool(): SarifTool {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly version: string };
  return { version, page: (rule) => withoutLinks(readText(join(ROOT, helpUrl(rule)))) };
}

/** Where the page is shown elsewhere, the pages beside it are not there. */
function withoutLinks(page: string | undefined): string | undefined {
  return page?.replace(/\[([^\]]*)\]\((?!https:)[^)]*\)/g, '`$1`');
}
