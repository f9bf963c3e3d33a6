/**
 * Does something without stack traces of CDKTF's making: for every token and every list of blocks it takes one of unlimited
 * depth, as text, which costs more than the rest of the element. Errors that are thrown have theirs all the same.
 */
export function withoutStackTraces<T>(work: () => T): T {
  const own = Object.getOwnPropertyDescriptor(Error, 'captureStackTrace') ?? {};
  Object.defineProperty(Error, 'captureStackTrace', { ...own, value: () => undefined });
  try {
    return work();
  } finally {
    Object.defineProperty(Error, 'captureStackTrace', own);
  }
}
