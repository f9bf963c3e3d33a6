import { check } from '../support/check-workflow';
import { CORPUS } from './corpus';

it('has a shape for most of what public repositories do', () => {
  expect(CORPUS.length).toBeGreaterThanOrEqual(150);
});

it.each(CORPUS)('judges as labeled: %s', (_, files, verdicts) => {
  const { rows, diagnostics } = check(files);
  const isRefused = diagnostics.some(({ rule }) => rule === 'invalid-workflow');
  const found = rows.map(({ verdict }) => verdict).join(' ');

  expect(isRefused ? ['refused', found].join(' ').trim() : found).toBe(verdicts);
});
