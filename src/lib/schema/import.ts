import * as v from 'valibot';
import { isStreamUrl, isWebUrl } from './addresses.ts';
import { EVENT_KINDS } from './event-kinds.ts';
import { TRANSLATION_POLICIES } from './question-states.ts';
import { requiredText } from './text.ts';

/*
 * The import file of the operator: `{ people, events }`. Unknown keys are refused, so that a misspelt one
 * is not silently lost. `import-json-schema.ts` says the same as a published JSON schema.
 */

export const IMPORT_STATUSES = ['draft', 'published', 'cancelled', 'ended'] as const;
export const IMPORT_QA_STATES = ['closed', 'open', 'paused', 'ended'] as const;
export const IMPORT_ACCESS = ['open', 'rsvp'] as const;
export const IMPORT_WAITLISTS = ['promote', 'offer'] as const;
export const IMPORT_PERSON_ROLES = ['panelist', 'moderator', 'interpreter', 'host'] as const;
export const IMPORT_RESOURCE_KINDS = [
  'report',
  'video',
  'petition',
  'letter',
  'call',
  'donation',
  'press'
] as const;
export const IMPORT_SIGN_LANGUAGES = ['lsm', 'asl'] as const;
export const IMPORT_QUESTION_STATUSES = ['waiting', 'approved'] as const;

/** Lengths in graphemes, counts in items. */
export const IMPORT_LIMITS = {
  name: 100,
  role: 200,
  title: 160,
  summary: 500,
  description: 20_000,
  notes: 4_000,
  recap: 20_000,
  place: 200,
  topic: 300,
  label: 160,
  question: 400,
  askerName: 60,
  url: 2_000,
  slug: 80,
  capacity: 100_000,
  days: 60,
  people: 5_000,
  events: 5_000,
  peopleOfEvent: 60,
  resourcesOfEvent: 40,
  questionsOfEvent: 500
} as const;

export const IMPORT_PATTERNS = {
  slug: /^(?!(?:new|nuevo)$)[a-z0-9]+(?:-[a-z0-9]+)*$/,
  zone: /^[A-Z][A-Za-z]*(?:\/[A-Z][A-Za-z0-9_+-]*){0,2}$/,
  start: /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d$/,
  /** Hours and minutes, such as `PT90M` or `PT1H30M`. */
  duration: /^PT(?=\d)(?:\d{1,3}H)?(?:\d{1,4}M)?$/,
  /** Days, hours and minutes from the moment of the import. */
  startsIn: /^P(?=\d|T\d)(?:\d{1,4}D)?(?:T(?=\d)(?:\d{1,3}H)?(?:\d{1,4}M)?)?$/,
  /** A date, or days from the day of the import. */
  startsOn: /^(?:\d{4}-\d{2}-\d{2}|P\d{1,4}D)$/
} as const;

const lang = v.picklist(['es', 'en'], 'choice');
const languages = v.pipe(
  v.array(lang, 'list'),
  v.maxLength(2, 'too_many'),
  v.check((values) => hasNoRepeats(values), 'duplicate')
);
const slug = v.pipe(
  v.string('slug'),
  v.maxLength(IMPORT_LIMITS.slug, 'slug'),
  v.regex(IMPORT_PATTERNS.slug, 'slug')
);

const streamAddress = v.pipe(
  v.string('stream'),
  v.maxLength(IMPORT_LIMITS.url, 'stream'),
  v.check(isStreamUrl, 'stream')
);

const personSchema = v.strictObject(
  { slug, name: requiredText({ max: IMPORT_LIMITS.name }), role: v.optional(localText('role')) },
  'object'
);

const eventPersonSchema = v.strictObject(
  {
    person: slug,
    role: v.picklist(IMPORT_PERSON_ROLES, 'choice'),
    topic: v.optional(localText('topic'))
  },
  'object'
);

const resourceSchema = v.strictObject(
  {
    kind: v.picklist(IMPORT_RESOURCE_KINDS, 'choice'),
    language: lang,
    url: v.pipe(v.string('url'), v.maxLength(IMPORT_LIMITS.url, 'url'), v.check(isWebUrl, 'url')),
    label: localText('label')
  },
  'object'
);

const questionText = requiredText({ max: IMPORT_LIMITS.question, multiline: true });

const questionSchema = v.pipe(
  v.strictObject(
    {
      lang,
      text: questionText,
      status: v.optional(v.picklist(IMPORT_QUESTION_STATUSES, 'choice'), 'waiting'),
      name: v.optional(requiredText({ max: IMPORT_LIMITS.askerName })),
      translation: v.optional(
        v.strictObject(
          { lang, text: questionText, status: v.picklist(['suggested', 'checked'], 'choice') },
          'object'
        )
      )
    },
    'object'
  ),
  v.forward(
    v.check((question) => question.translation?.lang !== question.lang, 'same_language'),
    ['translation']
  )
);

/** One event of the file; what the editor of events writes must pass it, too. */
export const eventSchema = v.pipe(
  v.strictObject(
    {
      slug: v.strictObject({ es: slug, en: slug }, 'object'),
      kind: v.picklist(EVENT_KINDS, 'choice'),
      /** Left out: a new event is a draft, a known one stays what it is. */
      status: v.optional(v.picklist(IMPORT_STATUSES, 'choice')),
      zone: v.pipe(
        v.string('zone'),
        v.regex(IMPORT_PATTERNS.zone, 'zone'),
        v.check(isKnownZone, 'zone')
      ),
      start: v.optional(v.pipe(matching('start'), v.check(isRealDay, 'start'))),
      startsIn: v.optional(matching('startsIn')),
      duration: v.optional(matching('duration')),
      startsOn: v.optional(
        v.pipe(
          matching('startsOn'),
          v.check((text) => text.startsWith('P') || isRealDay(text), 'startsOn')
        )
      ),
      days: v.optional(count(1, IMPORT_LIMITS.days)),
      spoken: v.pipe(languages, v.nonEmpty('required')),
      interpretation: v.optional(languages, []),
      captions: v.optional(languages, []),
      sign: v.optional(
        v.pipe(
          v.array(v.picklist(IMPORT_SIGN_LANGUAGES, 'choice'), 'list'),
          v.check((values) => hasNoRepeats(values), 'duplicate')
        ),
        []
      ),
      access: v.optional(v.picklist(IMPORT_ACCESS, 'choice'), 'open'),
      capacity: v.optional(v.nullable(count(1, IMPORT_LIMITS.capacity)), null),
      /** Seats on the stream of an event with a place and a stream; `capacity` is then the room's. */
      streamCapacity: v.optional(v.nullable(count(1, IMPORT_LIMITS.capacity)), null),
      waitlist: v.optional(v.picklist(IMPORT_WAITLISTS, 'choice'), 'promote'),
      qa: v.optional(v.picklist(IMPORT_QA_STATES, 'choice'), 'closed'),
      /** Left out: a new event asks for none, a known one stays what it is. */
      translation: v.optional(v.picklist(TRANSLATION_POLICIES, 'choice')),
      stream: v.optional(streamAddress),
      /** Where interpretation into a language has a stream of its own. Left out: a known event keeps what it has. */
      channels: v.optional(
        v.strictObject({ es: v.optional(streamAddress), en: v.optional(streamAddress) }, 'object')
      ),
      place: v.optional(localText('place')),
      title: localText('title'),
      summary: v.optional(localText('summary', true)),
      description: v.optional(localText('description', true)),
      notes: v.optional(localText('notes', true)),
      recap: v.optional(localText('recap', true)),
      people: v.optional(list(eventPersonSchema, IMPORT_LIMITS.peopleOfEvent), []),
      resources: v.optional(list(resourceSchema, IMPORT_LIMITS.resourcesOfEvent), []),
      questions: v.optional(list(questionSchema, IMPORT_LIMITS.questionsOfEvent), [])
    },
    'object'
  ),
  v.check((event) => hasOneTime(event), 'one_time')
);

export const importSchema = v.pipe(
  v.unknown(),
  // To valibot a list is an object without the optional keys.
  v.check((file) => !Array.isArray(file), 'object'),
  v.strictObject(
    {
      people: v.optional(list(personSchema, IMPORT_LIMITS.people), []),
      events: v.optional(list(eventSchema, IMPORT_LIMITS.events), [])
    },
    'object'
  )
);

export type ImportFile = v.InferOutput<typeof importSchema>;
export type ImportPerson = v.InferOutput<typeof personSchema>;
export type ImportEvent = v.InferOutput<typeof eventSchema>;

/** A text in one or both languages; an empty one is refused, a missing one is left out of the file. */
function localText(
  field:
    'role' | 'title' | 'summary' | 'description' | 'notes' | 'recap' | 'place' | 'topic' | 'label',
  multiline = false
) {
  const text = requiredText({ max: IMPORT_LIMITS[field], multiline });
  return v.pipe(
    v.strictObject({ es: v.optional(text), en: v.optional(text) }, 'object'),
    v.check((texts) => texts.es !== undefined || texts.en !== undefined, 'required')
  );
}

function matching(pattern: 'start' | 'duration' | 'startsIn' | 'startsOn') {
  return v.pipe(v.string(pattern), v.regex(IMPORT_PATTERNS[pattern], pattern));
}

function count(min: number, max: number) {
  return v.pipe(
    v.number('number'),
    v.integer('number'),
    v.minValue(min, 'number'),
    v.maxValue(max, 'number')
  );
}

function list<Item extends v.GenericSchema>(item: Item, most: number) {
  return v.pipe(v.array(item, 'list'), v.maxLength(most, 'too_many'));
}

function hasNoRepeats(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

interface Times {
  start?: string | undefined;
  startsIn?: string | undefined;
  duration?: string | undefined;
  startsOn?: string | undefined;
  days?: number | undefined;
}

/** `start` or `startsIn` with `duration`, or `startsOn` with `days`; never two of them. */
function hasOneTime({ start, startsIn, duration, startsOn, days }: Times): boolean {
  const given = [start, startsIn, startsOn].filter((value) => value !== undefined).length;
  const wholeDays = startsOn !== undefined;
  return (
    given === 1 && (duration !== undefined) === !wholeDays && (days !== undefined) === wholeDays
  );
}

/** Whether `YYYY-MM-DD…` is in the calendar, from the year that zone data begins with. */
function isRealDay(text: string): boolean {
  const day = text.slice(0, 10);
  const time = Date.parse(`${day}T00:00:00Z`);
  return time >= 0 && new Date(time).toISOString().startsWith(day);
}

function isKnownZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
