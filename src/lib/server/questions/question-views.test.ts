import { expect, test } from 'vitest';
import type { LoadedQuestion } from './question-rows.ts';
import { ownQuestion, publicQuestion, staffQuestion } from './question-views.ts';
import type { QuestionStatus } from '../../schema/question-states.ts';

const STATUSES: QuestionStatus[] = [
  'waiting',
  'approved',
  'queued',
  'live',
  'answered',
  'declined',
  'merged',
  'withdrawn'
];

test('everybody sees a public question once it was approved, and a private one never', () => {
  const seen = (audience: 'public' | 'moderators') =>
    STATUSES.filter((status) => publicQuestion(loaded({ status, audience })) !== null);
  expect(seen('public')).toEqual(['approved', 'queued', 'live', 'answered']);
  expect(seen('moderators')).toEqual([]);
});

test('nobody but staff sees version, moderator and what was before; the author sees the reason', () => {
  const question = loaded({
    status: 'declined',
    decline_reason: 'at_risk',
    previous_status: 'waiting',
    changed_by_name: 'Rosario'
  });
  expect(staffQuestion(question, undefined)).toMatchObject({
    version: 3,
    by: 'Rosario',
    previous: 'waiting',
    reason: 'at_risk'
  });
  const own = ownQuestion(question);
  expect(own).toMatchObject({ status: 'declined', audience: 'public', reason: 'at_risk' });
  for (const view of [own, publicQuestion(loaded({}))]) {
    for (const field of ['version', 'by', 'previous', 'viewer_id', 'viewerId'])
      expect(view).not.toHaveProperty(field);
    expect(JSON.stringify(view)).not.toMatch(/viewer-1|rsvp-1|staff-1|Rosario/);
  }
});

test('a reopened question no longer says when it was answered', () => {
  const moment = { answered_at: '2026-11-24T18:00:00.000Z', answered_offset: 60 };
  expect(publicQuestion(loaded({ ...moment, status: 'answered' }))).toMatchObject({
    answeredAt: moment.answered_at,
    offset: 60
  });
  expect(publicQuestion(loaded({ ...moment, status: 'approved' }))).not.toHaveProperty(
    'answeredAt'
  );
});

test('a translation says whether it was checked', () => {
  const original = { lang: 'es', text: 'Hola', status: 'original', by_staff: null } as const;
  const state = (...texts: LoadedQuestion['texts']) =>
    publicQuestion(loaded({ texts }))?.translation;
  expect(state(original)).toBe('none');
  expect(state(original, { lang: 'en', text: 'Hello', status: 'suggested', by_staff: null })).toBe(
    'suggested'
  );
  expect(state(original, { lang: 'en', text: 'Hello', status: 'checked', by_staff: null })).toBe(
    'checked'
  );
});

function loaded(values: Partial<LoadedQuestion>): LoadedQuestion {
  return {
    id: 'question-1',
    event_id: 'event-1',
    viewer_id: 'viewer-1',
    rsvp_id: 'rsvp-1',
    status: 'approved',
    previous_status: null,
    lang: 'es',
    audience: 'public',
    name: null,
    edited: 0,
    votes: 0,
    version: 3,
    position: null,
    decline_reason: null,
    created_at: '2026-11-24T18:00:00.000Z',
    answered_at: null,
    answered_offset: null,
    replaced_by: null,
    changed_by: 'staff-1',
    changed_by_name: null,
    merged_into: null,
    labels: '[]',
    panelist_id: null,
    flags: '[]',
    reply: null,
    root: null,
    texts: [{ lang: 'es', text: 'Hola', status: 'original', by_staff: null }],
    ...values
  };
}
