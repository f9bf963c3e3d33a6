import { Fault } from '../target';

/** The expressions that the program itself writes: they read an attribute of another block, or of the block they stand in. */
const REFERENCE = /^\$\{(data\.)?[a-z_]+\.[A-Za-z_][A-Za-z0-9_-]*\.[a-z_]+\}$|^\$\{self\.repo_id == \d+\}$/;
const AUDIENCES = /^\$\{length\(setsubtract\((\[.*\]), self\.client_id_list\)\) == 0\}$/;

/** In all text of a stack Terraform finds no expression but the program's own. */
export function checkReferences(value: unknown): void {
  if (typeof value === 'string') {
    if (hasExpression(value) && !isOwn(value)) throw new Fault(`Terraform would evaluate ${JSON.stringify(value)}`);
    if (value.includes('TfToken[')) throw new Fault(`CDKTF would resolve ${JSON.stringify(value)}`);
  } else if (Array.isArray(value)) value.forEach(checkReferences);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      if (hasExpression(key)) throw new Fault(`Terraform would evaluate the key ${JSON.stringify(key)}`);
      checkReferences(inner);
    }
  }
}

function isOwn(text: string): boolean {
  const [, audiences] = AUDIENCES.exec(text) ?? [];
  return REFERENCE.test(text) || (audiences !== undefined && !hasExpression(audiences));
}

function hasExpression(text: string): boolean {
  return /[$%]\{/.test(text.replace(/\$\$\{|%%\{/g, ''));
}
