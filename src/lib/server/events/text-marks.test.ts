import { expect, test } from 'vitest';
import { markChange, textState, type TextMark } from './text-marks.ts';

const at = (time: string) => ({
  at: `2026-11-24T${time}:00.000Z`,
  wasEmpty: false,
  otherEmpty: false
});
const written = (): TextMark =>
  markChange(markChange({}, 'es', { ...at('10:00'), wasEmpty: true, otherEmpty: true }), 'en', {
    ...at('10:05'),
    wasEmpty: true
  });

test('a first translation leaves nothing behind, however long one types it', () => {
  const mark = markChange(written(), 'en', at('10:06'));
  expect(mark.stale).toBeUndefined();
  expect(markChange(mark, 'en', at('10:40')).stale).toBeUndefined();
});

test('a changed original leaves its translation behind until that is written again', () => {
  const changed = markChange(written(), 'es', at('10:10'));
  expect(changed.stale).toBe('en');
  expect(markChange(changed, 'es', at('10:11')).stale).toBe('en');
  const caughtUp = markChange(changed, 'en', at('10:20'));
  expect(caughtUp.stale).toBeUndefined();
  expect(markChange(caughtUp, 'en', at('10:21')).stale).toBeUndefined();
});

test('a translation that is changed another day leaves the original behind', () => {
  expect(markChange(written(), 'en', at('18:00')).stale).toBe('es');
});

test('a language is written, missing or behind', () => {
  const content = { 'title.es': 'Uno', 'summary.es': 'Algo', 'summary.en': 'Something' };
  expect(textState(content, {}, 'title', 'en')).toBe('missing');
  expect(textState(content, { summary: { stale: 'en' } }, 'summary', 'en')).toBe('behind');
  expect(textState(content, { summary: { stale: 'en' } }, 'summary', 'es')).toBe('written');
});
