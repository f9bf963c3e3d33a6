/**
 * A logical id from a name, such that different names never meet: `web-deploy` gives `RoleWebDeploy`. A name that is not words of
 * lower-case letters and digits between single hyphens is spelled out behind a `0`, with `Z` and two hex digits for what a logical
 * id cannot hold. An account's own id is `Zid`, so that accounts can share a template. Logical ids are API: a changed one makes
 * CloudFormation delete the resource and make another.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html
 */
export function logicalId(kind: string, name: string, accountId: string): string {
  if (WORDS.test(name)) return `${kind}${name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())}`;
  return `${kind}0${name.split(accountId).map(spelledOut).join('Zid')}`;
}

const WORDS = /^[a-z][a-z0-9]*(?:-[a-z][a-z0-9]*)*$/;

function spelledOut(text: string): string {
  return text.replace(/[^A-Ya-z0-9]/gu, (char) =>
    [...Buffer.from(char)].map((byte) => `Z${byte.toString(16).padStart(2, '0')}`).join(''),
  );
}
