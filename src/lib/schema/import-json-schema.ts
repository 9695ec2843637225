import { EVENT_KINDS } from './event-kinds.ts';
import {
  IMPORT_ACCESS,
  IMPORT_LIMITS,
  IMPORT_PATTERNS,
  IMPORT_PERSON_ROLES,
  IMPORT_QA_STATES,
  IMPORT_QUESTION_STATUSES,
  IMPORT_RESOURCE_KINDS,
  IMPORT_SIGN_LANGUAGES,
  IMPORT_STATUSES,
  IMPORT_WAITLISTS
} from './import.ts';
import { TRANSLATION_POLICIES } from './question-states.ts';

type JsonSchema = { [key: string]: unknown };

/**
 * The import file as JSON Schema (draft 7), for editors and scripts. The importer also checks what a schema
 * cannot say: that zones, dates and people exist, that no time falls into a clock change, that no slug is taken.
 */
export function importJsonSchema(): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Encuentro import file',
    ...object(
      { people: list(person(), IMPORT_LIMITS.people), events: list(event(), IMPORT_LIMITS.events) },
      []
    )
  };
}

function person(): JsonSchema {
  return object({ slug: slug(), name: text('name'), role: localText('role') }, ['slug', 'name']);
}

function event(): JsonSchema {
  const properties = {
    slug: object({ es: slug(), en: slug() }, ['es', 'en']),
    kind: choice(EVENT_KINDS),
    status: choice(IMPORT_STATUSES, 'draft'),
    ...times(),
    spoken: { ...languages(), minItems: 1 },
    interpretation: languages(),
    captions: languages(),
    sign: { type: 'array', items: choice(IMPORT_SIGN_LANGUAGES), uniqueItems: true },
    access: choice(IMPORT_ACCESS, 'open'),
    capacity: { type: ['integer', 'null'], minimum: 1, maximum: IMPORT_LIMITS.capacity },
    streamCapacity: {
      type: ['integer', 'null'],
      minimum: 1,
      maximum: IMPORT_LIMITS.capacity,
      description:
        'seats on the stream of an event that has a place too; capacity is then the seats in the room'
    },
    waitlist: choice(IMPORT_WAITLISTS, 'promote'),
    qa: choice(IMPORT_QA_STATES, 'closed'),
    translation: {
      ...choice(TRANSLATION_POLICIES, 'optional'),
      description: 'When a question needs a checked translation'
    },
    stream: stream(),
    channels: {
      ...object({ es: stream(), en: stream() }, []),
      description: 'Interpretation into a language on a stream of its own, beside that of the floor'
    },
    ...texts(),
    people: list(eventPerson(), IMPORT_LIMITS.peopleOfEvent),
    resources: list(resource(), IMPORT_LIMITS.resourcesOfEvent),
    questions: list(question(), IMPORT_LIMITS.questionsOfEvent)
  };
  return { ...object(properties, ['slug', 'kind', 'zone', 'spoken', 'title']), oneOf: oneTime() };
}

function times(): JsonSchema {
  return {
    zone: pattern('zone', 'IANA zone, such as America/Mexico_City'),
    start: pattern('start', 'Wall time in the zone'),
    startsIn: pattern('startsIn', 'ISO 8601 duration from the moment of the import'),
    duration: pattern('duration', 'ISO 8601 duration of a timed event'),
    startsOn: pattern(
      'startsOn',
      'First day of an event of whole days: a date, or days from the import'
    ),
    days: { type: 'integer', minimum: 1, maximum: IMPORT_LIMITS.days }
  };
}

/** A start with a duration, or a first day with its days; nothing of the others beside it. */
function oneTime(): JsonSchema[] {
  const alternatives = [
    ['start', 'duration'],
    ['startsIn', 'duration'],
    ['startsOn', 'days']
  ];
  const all = [...new Set(alternatives.flat())];
  return alternatives.map((required) => ({
    required,
    not: { anyOf: all.filter((key) => !required.includes(key)).map((key) => ({ required: [key] })) }
  }));
}

function texts(): JsonSchema {
  return {
    title: localText('title'),
    summary: localText('summary'),
    description: { ...localText('description'), description: 'Markdown' },
    notes: { ...localText('notes'), description: 'Markdown' },
    recap: { ...localText('recap'), description: 'Markdown' },
    place: localText('place')
  };
}

function eventPerson(): JsonSchema {
  return object({ person: slug(), role: choice(IMPORT_PERSON_ROLES), topic: localText('topic') }, [
    'person',
    'role'
  ]);
}

function resource(): JsonSchema {
  const properties = {
    kind: choice(IMPORT_RESOURCE_KINDS),
    language: language(),
    url: url(),
    label: localText('label')
  };
  return object(properties, ['kind', 'language', 'url', 'label']);
}

function question(): JsonSchema {
  const translation = object(
    { lang: language(), text: text('question'), status: choice(['suggested', 'checked']) },
    ['lang', 'text', 'status']
  );
  const properties = {
    lang: language(),
    text: text('question'),
    status: choice(IMPORT_QUESTION_STATUSES, 'waiting'),
    name: text('askerName'),
    translation
  };
  return {
    ...object(properties, ['lang', 'text']),
    not: { anyOf: [translatedInto('es'), translatedInto('en')] }
  };
}

/** A translation into the question's own language is none. */
function translatedInto(lang: string): JsonSchema {
  const same = { lang: { const: lang } };
  return {
    required: ['translation'],
    properties: { ...same, translation: { type: 'object', required: ['lang'], properties: same } }
  };
}

function object(properties: JsonSchema, required: string[]): JsonSchema {
  return { type: 'object', properties, required, additionalProperties: false };
}

function list(items: JsonSchema, maxItems: number): JsonSchema {
  return { type: 'array', items, maxItems };
}

function choice(values: readonly string[], fallback?: string): JsonSchema {
  return { enum: values, ...(fallback !== undefined && { default: fallback }) };
}

function language(): JsonSchema {
  return choice(['es', 'en']);
}

function languages(): JsonSchema {
  return { type: 'array', items: language(), uniqueItems: true, maxItems: 2 };
}

function slug(): JsonSchema {
  return { type: 'string', maxLength: IMPORT_LIMITS.slug, pattern: IMPORT_PATTERNS.slug.source };
}

function url(): JsonSchema {
  return {
    type: 'string',
    maxLength: IMPORT_LIMITS.url,
    pattern: '^[Hh][Tt][Tt][Pp][Ss]://[^\\s/?#@]+([/?#]\\S*)?$'
  };
}

function stream(): JsonSchema {
  return {
    ...url(),
    description: 'YouTube, Vimeo, Jitsi Meet, a PeerTube embed or an .m3u8 playlist'
  };
}

function pattern(name: keyof typeof IMPORT_PATTERNS, description: string): JsonSchema {
  return { type: 'string', pattern: IMPORT_PATTERNS[name].source, description };
}

function localText(field: keyof typeof IMPORT_LIMITS): JsonSchema {
  return { ...object({ es: text(field), en: text(field) }, []), minProperties: 1 };
}

/** JSON Schema counts code points, the importer what a person sees as one: a text over the limit may pass here. */
function text(field: keyof typeof IMPORT_LIMITS): JsonSchema {
  return {
    type: 'string',
    maxLength: IMPORT_LIMITS[field] * 24,
    pattern: '\\S',
    description: `At most ${IMPORT_LIMITS[field]} characters`
  };
}
