import { describe, expect, test } from 'vitest';
import type { OwnQuestion, PublicStatus } from '$lib/realtime/protocol.ts';
import { translatorFor } from '$lib/i18n/translator.ts';
import {
  isRewritable,
  isWithdrawable,
  ownNewsText,
  ownStatusText,
  reachedStatus
} from './own-status.ts';

const t = translatorFor('es');

describe('what the author is told', () => {
  test.for<[string, Partial<OwnQuestion>, string]>([
    ['waits', {}, 'En revisión'],
    ['waits in private', { audience: 'moderators' }, 'En revisión. Es solo para la moderación'],
    ['was published', { status: 'approved' }, 'Publicada'],
    ['is next', { status: 'queued' }, 'Siguiente: pronto la leerán'],
    ['is being answered', { status: 'live' }, 'La están respondiendo ahora'],
    ['was answered', { status: 'answered', offset: 2472 }, 'Respondida en el minuto 41:12'],
    ['was answered at the first second', { status: 'answered', offset: 0 }, 'minuto 0:00'],
    ['was answered before the event', { status: 'answered' }, 'Respondida'],
    ['was not chosen', { status: 'declined', reason: 'time_ran_out' }, 'se acabó el tiempo'],
    ['was not chosen without a word', { status: 'declined' }, 'No elegida esta vez'],
    ['was joined', { status: 'merged' }, 'Unida con otra pregunta igual'],
    ['was taken back', { status: 'withdrawn' }, 'La retiraste']
  ])('of a question that %s', ([, values, expected]) => {
    expect(ownStatusText(question(values), t)).toContain(expected);
  });

  test.for<[PublicStatus, number | undefined, string]>([
    ['approved', undefined, 'ya publicada'],
    ['queued', undefined, 'Siguiente'],
    ['live', undefined, 'la están respondiendo ahora'],
    ['answered', undefined, 'ya respondida'],
    ['answered', 2472, 'respondida en el minuto 41:12']
  ])('of a joined question follows the other: %s at %s', ([status, offset, expected]) => {
    const text = { es: '¿Y después?' };
    const shown = { text, lang: 'es' as const, translation: 'none' as const };
    const joined = { status, ...shown, ...(offset ? { offset } : {}) };
    const merged = question({ status: 'merged', joined });
    expect(ownStatusText(merged, t)).toMatch(/^Unida con otra igual/);
    expect(ownStatusText(merged, t)).toContain(expected);
    expect(reachedStatus(merged)).toBe(status);
  });

  test('aloud holds the reply once, when it comes', () => {
    const replied = question({ status: 'approved', reply: 'Gracias, Ana.' });
    expect(ownNewsText(replied, true, t)).toBe(
      'Publicada. Te avisamos cuando la respondan. La moderación te escribió: Gracias, Ana.'
    );
    expect(ownNewsText(replied, false, t)).toBe(ownStatusText(replied, t));
  });
});

test('an author rewrites while nobody decided, and takes back what is still in the room', () => {
  const statuses = [
    'waiting',
    'approved',
    'queued',
    'live',
    'answered',
    'declined',
    'merged',
    'withdrawn'
  ] as const;
  const able = (may: (question: OwnQuestion) => boolean) =>
    statuses.filter((status) => may(question({ status })));
  expect(able(isRewritable)).toEqual(['waiting']);
  expect(able(isWithdrawable)).toEqual(['waiting', 'approved', 'queued', 'live', 'answered']);
});

function question(values: Partial<OwnQuestion>): OwnQuestion {
  return {
    id: 'x',
    lang: 'es',
    text: { es: '¿Qué sigue?' },
    translation: 'none',
    status: 'waiting',
    audience: 'public',
    votes: 0,
    edited: false,
    createdAt: '2026-11-24T18:00:00.000Z',
    ...values
  };
}
