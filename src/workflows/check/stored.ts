/** Whether a text is an access key of a user, or reads one from where such things are kept. */
export function isStored(text: string): boolean {
  return /\$\{\{[^}]*\b(?:secrets|vars)\b/i.test(text) || /\bAKIA[A-Z0-9]{12}/.test(text);
}
