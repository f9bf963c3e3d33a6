/**
 * Text such that Terraform, which reads every string of its JSON as a template, takes it as it stands. All text that came from
 * a user goes through here on its way out, and only here.
 * https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 */
export function terraformText(text: string): string {
  return text.replace(/\$\{|%\{/g, (begin) => begin.charAt(0) + begin);
}

/** The same for an optional text. */
export function optionalText(text: string | undefined): string | undefined {
  return text === undefined ? undefined : terraformText(text);
}

/** The same for all text in nested data, keys included. */
export function terraformData(data: unknown): unknown {
  if (typeof data === 'string') return terraformText(data);
  if (Array.isArray(data)) return data.map(terraformData);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [terraformText(key), terraformData(value)]));
}
