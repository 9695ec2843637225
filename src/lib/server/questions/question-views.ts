import * as v from 'valibot';
import type {
  OwnQuestion,
  PublicQuestion,
  StaffQuestion,
  TranslationState
} from '../../realtime/protocol.ts';
import type { LoadedQuestion, StaffDetails } from './question-rows.ts';
import { isPublicStatus } from '../../schema/question-states.ts';

/*
 * What leaves the server, by allow-list: a column that is not written here is seen by nobody.
 * Three functions on purpose; a viewer's object is never a staff object with fields removed.
 */

/** For everybody in the room; null when they may not see it. */
export function publicQuestion(question: LoadedQuestion): PublicQuestion | null {
  const { status } = question;
  if (question.audience !== 'public' || !isPublicStatus(status)) return null;
  return {
    ...sharedFields(question),
    status,
    ...(status === 'queued' && question.position !== null ? { position: question.position } : {})
  };
}

/** For its author. A withdrawn question has no text any more. */
export function ownQuestion(question: LoadedQuestion): OwnQuestion {
  const root = question.status === 'merged' && question.root ? publicQuestion(question.root) : null;
  return {
    ...sharedFields(question),
    status: question.status,
    audience: question.audience,
    ...(question.status === 'declined' && question.decline_reason
      ? { reason: question.decline_reason }
      : {}),
    ...(question.reply ? { reply: question.reply } : {}),
    ...(root
      ? {
          joined: {
            status: root.status,
            text: root.text,
            lang: root.lang,
            translation: root.translation,
            ...(root.offset === undefined ? {} : { offset: root.offset })
          }
        }
      : {})
  };
}

/** For moderators and interpreters of the event. */
export function staffQuestion(
  question: LoadedQuestion,
  details: StaffDetails | undefined
): StaffQuestion {
  return {
    ...ownQuestion(question),
    version: question.version,
    labels: words(question.labels),
    flags: words(question.flags),
    notes: details?.notes ?? [],
    ...(question.changed_by_name ? { by: question.changed_by_name } : {}),
    ...(question.changed_by ? { byId: question.changed_by } : {}),
    ...(question.previous_status ? { previous: question.previous_status } : {}),
    ...(question.position === null ? {} : { position: question.position }),
    ...(question.merged_into ? { mergedInto: question.merged_into } : {}),
    ...(details?.panelist ? { panelist: details.panelist } : {}),
    ...(details?.claim ? { claim: details.claim } : {}),
    ...(details && details.standing !== 'free' ? { standing: details.standing } : {})
  };
}

function sharedFields(question: LoadedQuestion): Omit<PublicQuestion, 'status'> {
  const answered = question.status === 'answered';
  return {
    id: question.id,
    lang: question.lang,
    text: Object.fromEntries(question.texts.map(({ lang, text }) => [lang, text])),
    translation: translationState(question),
    votes: question.votes,
    edited: question.edited === 1,
    createdAt: question.created_at,
    ...(question.name ? { name: question.name } : {}),
    ...(answered && question.answered_at ? { answeredAt: question.answered_at } : {}),
    ...(answered && question.answered_offset !== null ? { offset: question.answered_offset } : {})
  };
}

/** Whether there is a translation, and whether somebody checked it. */
export function translationState(question: LoadedQuestion): TranslationState {
  const translation = question.texts.find((text) => text.lang !== question.lang);
  return translation && translation.status !== 'original' ? translation.status : 'none';
}

const wordsSchema = v.fallback(v.array(v.string()), []);

function words(json: string): string[] {
  return v.parse(wordsSchema, JSON.parse(json));
}
