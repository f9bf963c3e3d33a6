/** What stands around a text, so that it is found again in whatever is written; see {@link marked}. */
const [BEGIN, END] = ['zqb', 'zqe'];

/** The text with a mark before and after it. */
export function marked(text: string): string {
  return `${BEGIN}${text}${END}`;
}

/** What became of marked text, each time that it stands in texts: from mark to mark, without the marks. */
export function fragments(texts: readonly string[]): readonly string[] {
  const form = new RegExp(`${BEGIN}([^]*?)${END}`, 'gi');
  return texts.flatMap((text) => [...text.matchAll(form)].map(([, fragment = '']) => fragment));
}

/** How Terraform reads text of its JSON in which there is no expression. */
export function readByTerraform(text: string): string {
  return text.replace(/\$\$\{|%%\{/g, (escape) => escape.slice(1));
}

/** Whether a fragment is the text itself, or the text as IAM, a subject or an address of Terraform spells it. */
export function means(fragment: string, text: string): boolean {
  return [fragment, iamPattern(fragment), percentDecoded(fragment), address(fragment)].includes(text);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars */
function iamPattern(text: string): string {
  return text.replace(/\$\{([*?$])\}/g, '$1');
}

function percentDecoded(text: string): string {
  return iamPattern(text).replaceAll('%3A', ':');
}

function address(text: string): string {
  const bytes = text.replace(/_-([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
