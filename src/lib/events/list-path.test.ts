import { expect, it } from 'vitest';
import { listPath } from './list-path.ts';

it('writes only the filters that are set, in the words of the language', () => {
  expect(listPath('es')).toBe('/es/eventos');
  expect(listPath('en', { q: 'río & mar', when: 'past' }, 'abc')).toBe(
    '/en/events?q=r%C3%ADo+%26+mar&when=past&cursor=abc'
  );
});
