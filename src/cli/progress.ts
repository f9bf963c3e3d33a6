import { isatty } from 'node:tty';
import { tell, tellInPlace } from './streams';

/** Tells people how far a long command is. */
export interface Progress {
  /** How far it is, in words that take the place of those before. */
  update(text: string): void;
  /** Something that stays. */
  note(text: string): void;
  /** Clears away what is in the way of the result. */
  end(): void;
}

const PLAIN_EVERY_MS = 10_000;
const LINE_EVERY_MS = 100;

/** On a terminal one line that is written over, else a line now and then; nothing if `quiet`. */
export function createProgress(quiet = false): Progress {
  if (quiet) return { update: nothing, note: nothing, end: nothing };
  const isTerminal = isatty(2) && process.env.TERM !== 'dumb';
  let last = isTerminal ? 0 : Date.now();
  let isShown = false;
  const end = () => {
    if (isShown) tellInPlace('');
    isShown = false;
  };
  return {
    update(text) {
      if (Date.now() - last < (isTerminal ? LINE_EVERY_MS : PLAIN_EVERY_MS)) return;
      last = Date.now();
      isShown = isTerminal;
      if (isTerminal) tellInPlace(text);
      else tell(`${text}\n`);
    },
    note(text) {
      end();
      tell(`${text}\n`);
    },
    end,
  };
}

function nothing(): void {
  // Quiet.
}
