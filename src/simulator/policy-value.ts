/** A piece of a condition's value. */
export type Part =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'wildcard'; readonly text: '*' | '?' }
  | { readonly kind: 'variable'; readonly text: string };

/** A condition's value, taken apart. */
export type PolicyValue = readonly Part[];

/**
 * Takes a value apart. Only the Version of 2012-10-17 has variables and the escapes `${*}`, `${?}` and `${$}`; before it they are
 * text, and the `*` in them is a wildcard.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function policyValue(text: string, hasVariables: boolean): PolicyValue {
  const tokens = hasVariables ? /\$\{([*?$])\}|(\$\{[^}]*\})|([*?])|([^$*?]+|\$)/g : /()()([*?])|([^*?]+)/g;
  return [...text.matchAll(tokens)].map(([, escaped, variable, wildcard, literal]): Part => {
    if (variable) return { kind: 'variable', text: variable };
    if (wildcard) return { kind: 'wildcard', text: wildcard as '*' | '?' };
    return { kind: 'literal', text: escaped || (literal as string) };
  });
}

/** The text that the value stands for where wildcards are characters like others; nothing if that is not known here. */
export function literalText(value: PolicyValue): string | undefined {
  return value.some(({ kind }) => kind === 'variable') ? undefined : value.map(({ text }) => text).join('');
}
