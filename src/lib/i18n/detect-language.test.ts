import { describe, expect, test } from 'vitest';
import { SHORT_QUESTIONS } from '../../../tests/support/short-questions.ts';
import { detectLanguage } from './detect-language.ts';

const asked = Object.entries(SHORT_QUESTIONS).flatMap(([lang, text]) =>
  text
    .trim()
    .split('\n')
    .map((question) => ({ lang: lang === 'neither' ? null : lang, question }))
);

describe('the language of a question', () => {
  test('is never taken for the other one, and seldom unknown, in 248 short questions', () => {
    const told = asked.filter(({ lang }) => lang !== null);
    const answers = told.map(({ lang, question }) => ({ lang, found: detectLanguage(question) }));
    const wrong = answers.filter(({ lang, found }) => found !== null && found !== lang);
    const unknown = answers.filter(({ found }) => found === null);
    expect(told).toHaveLength(248);
    expect(wrong).toEqual([]);
    expect(unknown.length).toBeLessThanOrEqual(13);
  });

  test.for(asked.filter(({ lang }) => lang === null))(
    'cannot be told where there is none of the two: $question',
    ({ question }) => {
      expect(detectLanguage(question)).toBeNull();
    }
  );

  test('is known from an empty text on: there is none', () => {
    expect(detectLanguage('')).toBeNull();
  });

  test('costs no more for a hostile text', () => {
    expect(detectLanguage(`${"a'b ".repeat(500_000)}`)).toBeNull();
    expect(detectLanguage(`${'¿'.repeat(500_000)}`)).toBeNull();
  });
});
