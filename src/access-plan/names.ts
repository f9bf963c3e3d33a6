/**
 * A Terraform address from names, such that different names never meet: parts are joined by `__`, which no part holds or ends
 * in. Addresses are API: a changed one makes Terraform destroy the object and make another.
 */
export function address(...parts: readonly string[]): string {
  return atHead(parts.map(encodePart).join('__'));
}

/** The address of a variable, whose name comes last and stays as it is. */
export function variableAddress(name: string, ...parts: readonly string[]): string {
  return atHead([...parts.map(encodePart), name].join('__'));
}

function encodePart(part: string): string {
  return part.replace(/_(?=[_-]|$)|[^A-Za-z0-9_-]/gu, encodeChar);
}

/** Terraform's names begin with a letter or `_`. */
function atHead(name: string): string {
  return name.replace(/^[0-9-]/, encodeChar);
}

function encodeChar(char: string): string {
  return [...Buffer.from(char, 'utf8')].map((byte) => `_-${byte.toString(16).padStart(2, '0')}`).join('');
}

/** The stack that protects the environments of an owner's repositories; it keeps the oldest name that the owner had. */
export function protectStack(oldestName: string): string {
  return `github-protect-${oldestName.toLowerCase()}`;
}

/** The stack that publishes variables and subject templates to an owner's repositories, named likewise. */
export function publishStack(oldestName: string): string {
  return `github-publish-${oldestName.toLowerCase()}`;
}
