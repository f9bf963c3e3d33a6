/** What GitHub answers: data, that there is nothing there (or nothing for this token), or that it will not say. */
export type Answer =
  | { readonly kind: 'ok'; readonly data: unknown }
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly reason: string };

/** GitHub's REST API, as far as the lock needs it. */
export interface GitHub {
  /** Asks by a route such as `/repos/{owner}/{repo}`. Rejects with {@link NoAnswer} if nothing can be learnt. */
  get(route: string, parameters?: Readonly<Record<string, string | number | boolean>>): Promise<Answer>;
}

/** GitHub cannot be asked, or not any more; the message is for the user. */
export class NoAnswer extends Error {}
