import { type Allow, type Bindings, type Placed } from '../../bindings/bindings';
import type { Problems } from '../../diagnostics/diagnostic';
import { type Location, child } from '../../diagnostics/source';
import { exact, overlaps, pattern } from '../../oidc/claim-text';

type PatternKey = { [K in keyof Allow]-?: NonNullable<Allow[K]> extends readonly string[] ? K : never }[keyof Allow];
type SwitchKey = { [K in keyof Allow]-?: NonNullable<Allow[K]> extends boolean ? K : never }[keyof Allow];

/** What bounded files may do; all that is asked at a place is asked of the file in which the place is. */
export interface Bounds {
  /** Reports a name that no pattern of a key covers. A name may be a pattern itself: all of it has to be covered. */
  name(key: PatternKey, name: string, at: Location): void;
  /** Reports what a key does not allow; says whether it does. `what` begins the message. */
  use(key: SwitchKey, at: Location, what?: string): boolean;
  /** Reports a name that no pattern covers, where the key is set at all. */
  nameIfGiven(key: PatternKey, name: string, at: Location): void;
  /** Reports what may be done only where a key is set. `what` begins the message. */
  given(key: PatternKey, at: Location, what: string): void;
  /** Reports a session that lasts longer than allowed, in seconds. */
  session(seconds: number, at: Location): void;
  /** Reports a key of the file format that no bound is known for. */
  unknown(name: string, at: Location): void;
}

/** Reports to `problems`. */
export function createBounds({ bounds }: Bindings, problems: Problems): Bounds {
  const refuse = (allow: Placed<Allow>, at: Location, what: string) => {
    problems.error('not-allowed-here', at, what, { message: 'the bounds', at: allow.at });
  };
  const by = (key: keyof Allow) => `by \`${key}\` of the \`allow\` that bounds this file`;
  const of = (at: Location) => bounds.get(at.source.file)?.allow ?? [];
  const check = (key: PatternKey, name: string, at: Location, allows: readonly Placed<Allow>[]) => {
    for (const allow of allows)
      if (!(allow.value[key] ?? []).some((glob) => coversName(glob, name)))
        refuse(allow, at, `\`${name}\` is not named ${by(key)}`);
  };
  return {
    name(key, name, at) {
      check(key, name, at, of(at));
    },
    nameIfGiven(key, name, at) {
      check(
        key,
        name,
        at,
        of(at).filter((allow) => allow.value[key]),
      );
    },
    use(key, at, what = 'this') {
      const refusing = of(at).filter((allow) => !allow.value[key]);
      for (const allow of refusing) refuse(allow, at, `${what} is not allowed ${by(key)}`);
      return refusing.length === 0;
    },
    given(key, at, what) {
      for (const allow of of(at)) if (!allow.value[key]) refuse(allow, at, `${what} is not allowed ${by(key)}`);
    },
    session(seconds, at) {
      for (const allow of of(at)) {
        const most = allow.value.max_session_duration ?? 3600;
        if (seconds > most)
          refuse(
            allow,
            at,
            `a session of ${seconds} seconds is longer than the ${most} allowed ${by('max_session_duration')}`,
          );
      }
    },
    unknown(name, at) {
      for (const allow of of(at))
        refuse(allow, at, `\`${name}\` is nothing that \`allow\` can name: it stands in bindings.yaml only`);
    },
  };
}

/** A wildcard of the name stands for any run of characters, of which a `?` of the pattern covers none. */
function coversName(glob: string, name: string): boolean {
  return overlaps(pattern(glob), exact(name.replaceAll('*', '*0any-name0*')));
}

/** What a bounded file says of something, the key at which each is bounded, and how. */
export type KeyChecks<C> = Readonly<Record<string, KeyCheck<C>>>;

/** By a check of what the key says; by a key of `allow`, on what comes of it; or not at all, for a reason. */
export type KeyCheck<C> =
  ((context: C, at: Location) => void) | { readonly by: keyof Allow } | { readonly harmless: string };

/** Checks each key that is written. One that nobody has thought of is refused. */
export function checkKeys<C>(written: object, at: Location, checks: KeyChecks<C>, context: C, bounds: Bounds): void {
  for (const [key, value] of Object.entries(written)) {
    if (value === undefined) continue;
    const check = Object.hasOwn(checks, key) ? checks[key] : undefined;
    const place = child(at, key);
    if (typeof check === 'function') check(context, place);
    else if (!check) bounds.unknown(key, place);
  }
}
