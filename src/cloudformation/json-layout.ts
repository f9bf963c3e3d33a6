/** Longer lines are broken. */
const WIDTH = 120;

/**
 * Data as JSON for reviewers: what has no further structure, and what is joined of parts, stands on one line. In ASCII only, since
 * command lines, buckets and CloudFormation itself spell other characters in their own ways.
 * https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/814
 */
export function jsonLayout(data: unknown): string {
  const json = layout(data, '');
  return `${json.replace(/[^\0-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}

function layout(data: unknown, indent: string): string {
  if (typeof data !== 'object' || data === null) return JSON.stringify(data);
  if (isJoin(data)) return inOneLine(data);
  if (Object.values(data).every((value) => typeof value !== 'object')) {
    const line = inOneLine(data);
    if (indent.length + line.length <= WIDTH) return line;
  }
  const inner = `${indent}  `;
  const items = Array.isArray(data)
    ? data.map((item) => layout(item, inner))
    : entriesOf(data).map(([key, value]) => `${JSON.stringify(key)}: ${layout(value, inner)}`);
  const [open, close] = Array.isArray(data) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${items.map((item) => inner + item).join(',\n')}\n${indent}${close}`;
}

function entriesOf(data: object): readonly (readonly [string, unknown])[] {
  return Object.entries(data).filter(([, value]) => value !== undefined);
}

function isJoin(data: object): boolean {
  return Object.hasOwn(data, 'Fn::Join');
}

function inOneLine(data: unknown): string {
  if (typeof data !== 'object' || data === null) return JSON.stringify(data);
  if (Array.isArray(data)) return `[${data.map(inOneLine).join(', ')}]`;
  const entries = entriesOf(data).map(([key, value]) => `${JSON.stringify(key)}: ${inOneLine(value)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
