import * as v from 'valibot';
import { TRANSLATION_POLICIES } from './question-states.ts';
import { optionalText, requiredText } from './text.ts';

const TEXT_MAX = 400;
const NAME_MAX = 60;

const id = v.pipe(v.string('invalid'), v.uuid('invalid'), v.toLowerCase());
const lang = v.picklist(['es', 'en'], 'invalid');
const text = requiredText({ max: TEXT_MAX, multiline: true });

/** `ask`, and the form without JavaScript. */
export const askSchema = v.object({
  id,
  text,
  lang: v.optional(lang),
  name: optionalText({ max: NAME_MAX }),
  audience: v.optional(v.picklist(['public', 'moderators'], 'invalid'), 'public')
});

/** The form without JavaScript; `editSchema` says that something must be changed. */
export const editFormSchema = v.object({ id, text: v.optional(text), lang: v.optional(lang) });
/** `edit`: new words, another language, or both. */
export const editSchema = v.pipe(
  editFormSchema,
  v.check(({ text, lang }) => text !== undefined || lang !== undefined, 'invalid')
);
export const withdrawSchema = v.object({ id });
export const voteSchema = v.object({ id, on: v.boolean('invalid') });

export const listSchema = v.object({
  sort: v.picklist(['top', 'new', 'mine'], 'invalid'),
  cursor: v.optional(v.pipe(v.string('invalid'), v.maxLength(200, 'invalid')))
});

const version = v.pipe(v.number('invalid'), v.safeInteger('invalid'), v.minValue(1, 'invalid'));
const transition = <const Action extends string>(action: Action) =>
  v.object({ id, version, action: v.literal(action, 'invalid') });

const label = requiredText({ max: 40 });
const slug = v.pipe(v.string('invalid'), v.regex(/^[a-z0-9-]{1,120}$/, 'invalid'));
const words = requiredText({ max: 1_000, multiline: true });

/** `moderate`: one shape per action. An action that does not exist is `invalid` like any unknown word. */
export const moderateSchema = v.variant(
  'action',
  [
    transition('approve'),
    transition('queue'),
    transition('unqueue'),
    transition('start'),
    transition('answer'),
    transition('reopen'),
    transition('restore'),
    transition('unmerge'),
    transition('undo'),
    transition('claim'),
    transition('release'),
    v.object({
      ...transition('decline').entries,
      reason: v.picklist(
        ['time_ran_out', 'already_answered', 'off_topic', 'at_risk', 'other'],
        'invalid'
      )
    }),
    v.object({ ...transition('move').entries, before: v.optional(id) }),
    v.object({ ...transition('merge').entries, into: id }),
    v.object({
      ...transition('edit').entries,
      text,
      redact: v.optional(v.literal(true, 'invalid')),
      lang: v.optional(lang)
    }),
    v.object({
      ...transition('translate').entries,
      lang,
      text: requiredText({ max: TEXT_MAX * 2, multiline: true }),
      status: v.picklist(['suggested', 'checked'], 'invalid')
    }),
    v.object({
      ...transition('label').entries,
      labels: v.pipe(v.array(label, 'invalid'), v.maxLength(8, 'invalid')),
      panelist: v.optional(slug)
    }),
    v.object({ ...transition('note').entries, text: words }),
    v.object({ ...transition('reply').entries, text: words }),
    v.object({
      ...transition('stand').entries,
      standing: v.picklist(['free', 'held', 'blocked'], 'invalid')
    })
  ],
  'invalid'
);

const notice = optionalText({ max: 280, multiline: true });

/** `suggest`: a translation of this question, by the engine that the organisation chose. */
export const suggestSchema = v.object({ id });

export const roomSchema = v.object({
  qa: v.optional(v.picklist(['closed', 'open', 'paused', 'ended'], 'invalid')),
  notice: v.optional(v.object({ es: notice, en: notice })),
  slow: v.optional(
    v.pipe(
      v.number('invalid'),
      v.integer('invalid'),
      v.minValue(10, 'invalid'),
      v.maxValue(600, 'invalid')
    )
  ),
  translation: v.optional(v.picklist(TRANSLATION_POLICIES, 'invalid'))
});

export const handshakeSchema = v.object({
  event: v.pipe(v.string('invalid'), v.regex(/^[a-z0-9-]{1,120}$/, 'invalid')),
  lang: v.optional(lang, 'es'),
  since: v.optional(
    v.pipe(v.number('invalid'), v.safeInteger('invalid'), v.minValue(0, 'invalid'))
  ),
  viewer: v.optional(v.pipe(v.string('invalid'), v.maxLength(200, 'invalid'))),
  as: v.optional(v.picklist(['viewer', 'panel'], 'invalid'))
});

export type AskInput = v.InferOutput<typeof askSchema>;
export type EditInput = v.InferOutput<typeof editFormSchema>;
export type ModerateInput = v.InferOutput<typeof moderateSchema>;
export type RoomInput = v.InferOutput<typeof roomSchema>;
export type Handshake = v.InferOutput<typeof handshakeSchema>;
export type ListInput = v.InferOutput<typeof listSchema>;
