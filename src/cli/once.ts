/** A function that works once, and gives the same result after that. */
export function once<A, R>(work: (input: A) => R): (input: A) => R {
  let done: { readonly result: R } | undefined;
  return (input) => (done ??= { result: work(input) }).result;
}
