import { join } from 'node:path';
import { helpUrl } from '../diagnostics/catalogue';
import type { SarifTool } from '../diagnostics/format/sarif';
import { readText } from './files';
import { packageRoot, packageVersion } from './package-root';

/** This program's version and its pages about rules, as they lie beside it. */
export function sarifTool(): SarifTool {
  const root = packageRoot();
  return { version: packageVersion(), page: (rule) => withoutLinks(readText(join(root, helpUrl(rule)))) };
}

/** Where the page is shown elsewhere, the pages beside it are not there. */
function withoutLinks(page: string | undefined): string | undefined {
  return page?.replace(/\[([^\]]*)\]\((?!https:)[^)]*\)/g, '`$1`');
}
