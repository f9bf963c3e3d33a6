/** A place in a text, counted from 1. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** What GitHub does not accept of a workflow, and where. */
export interface Refused {
  readonly message: string;
  readonly start: TextPosition;
  readonly end: TextPosition;
}
