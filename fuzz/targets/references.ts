import { Fault } from '../target';

/** The expressions that the program itself writes: they read an attribute of another block, or of the block they stand in. */
const OWN = [
  /^\$\{(data\.)?[a-z_]+\.[A-Za-z_][A-Za-z0-9_-]*\.[a-z_]+\}$/,
  /^\$\{lower\(self\.id\) == "[a-z0-9_-]+(:[a-z0-9._-]+)?"\}$/,
  /^\$\{startswith\(each\.key, "(branch|tag) "\) \? each\.value : null\}$/,
  /^\$\{try\(jsondecode\(self\.body\)\.(id|can_admins_bypass), null\) == (\d+|true|false)\}$/,
  /^\$\{(sum\(concat\(\[0\], |alltrue\()\[for rule in try\(jsondecode\(self\.body\)\.protection_rules, \[\]\) : (rule\.wait_timer|try\(rule\.prevent_self_review, false\) == (true|false)) if rule\.type == "[a-z_]+"\]\)(\) == \d+)?\}$/,
  /^\$\{length\(\[for rule in try\(jsondecode\(self\.body\)\.protection_rules, \[\]\) : rule if rule\.type == "[a-z_]+"\]\) == 0\}$/,
  /^\$\{try\(jsondecode\(self\.body\)\.deployment_branch_policy(\.(protected|custom)_branch(es|_policies), false\)|, "unknown"\) == null)\}$/,
  /^\$\{length\(setsubtract\(\[("(Team|User) (\d+|\$\{data\.github_(team|user)\.[A-Za-z0-9_-]+\.id\})"(, )?)+\], flatten\(\[for rule in try\(jsondecode\(data\.github_rest_api\.[A-Za-z0-9_-]+\.body\)\.protection_rules, \[\]\) : \[for each in try\(rule\.reviewers, \[\]\) : "\$\{each\.type\} \$\{each\.reviewer\.id\}"\]\]\)\)\) == 0\}$/,
];
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
  return OWN.some((form) => form.test(text)) || (audiences !== undefined && !hasExpression(audiences));
}

function hasExpression(text: string): boolean {
  return /[$%]\{/.test(text.replace(/\$\$\{|%%\{/g, ''));
}
