import { Token } from 'cdktf';
import { withoutStackTraces } from '../../src/constructs/stack-traces';

const traceOf = () => (Token.asAny('x') as { creationStack: readonly string[] }).creationStack;

it('spares CDKTF its stack traces, and only there', () => {
  expect(withoutStackTraces(traceOf)).toEqual([]);
  expect(traceOf()).not.toEqual([]);
});

it('leaves errors theirs, and what comes after them', () => {
  let stack: string | undefined;
  try {
    withoutStackTraces(function fault() {
      throw new Error('at fault');
    });
  } catch (error) {
    ({ stack } = error as Error);
  }

  expect(stack).toContain('at fault');
  expect(stack).toContain('stack-traces.test');
  expect(traceOf()).not.toEqual([]);
});
