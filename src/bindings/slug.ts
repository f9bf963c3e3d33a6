/** A name in the letters that names of accounts and bindings have: lower case, with `-` for whatever else stands in it. */
export function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
