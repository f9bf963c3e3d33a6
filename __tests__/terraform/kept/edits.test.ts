import fc from 'fast-check';
import { follow } from '../../support/edits/sequence';
import { start, step } from '../../support/edits/start';
import { describeWorld } from '../../support/terraform/available';

describeWorld('files that are edited at random', () => {
  it('lose nothing that their words do not name', async () => {
    const sequence = fc.array(step, { minLength: 3, maxLength: 6 });

    await fc.assert(
      fc.asyncProperty(start, sequence, async (from, steps) => {
        const { found, history } = await follow(from, steps);
        if (found.length > 0) throw new Error([...found, ...history].join('\n'));
      }),
      { numRuns: Number(process.env['EDIT_RUNS'] ?? 2), endOnFailure: true },
    );
  });
});
