import { admitsAnybody } from '../../src/lint/ref-patterns';

it.each(['*', '**', '**/*', '*/*', '?*'])('knows that %s stops nobody', (text) => {
  expect(admitsAnybody(text)).toBe(true);
});

it.each(['main', 'v*', '*-dev', '?', '/'])('knows that %s stops somebody', (text) => {
  expect(admitsAnybody(text)).toBe(false);
});
