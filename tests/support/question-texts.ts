/** A question as somebody would type it, in the language that they type in. */
export interface TypedQuestion {
  lang: 'es' | 'en';
  text: string;
}

/** So many different questions there are; Spanish and English take turns. */
const TEXTS_MAX = 400;

/** The first so many different questions of a long evening. */
export function questionTexts(count: number): TypedQuestion[] {
  if (count > TEXTS_MAX) throw new Error(`there are only ${TEXTS_MAX} questions`);
  return Array.from({ length: count }, (_, index) => questionAt(index));
}

/** What somebody types who has not seen that it was asked already. */
export function askedAgain({ lang, text }: TypedQuestion): TypedQuestion {
  if (lang === 'en') return { lang, text: `Sorry if this was asked: ${text.toLowerCase()}` };
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '');
  return { lang, text: `Perdón si ya salió: ${plain.toLowerCase()}` };
}

function questionAt(index: number): TypedQuestion {
  const lang = index % 2 === 0 ? 'es' : 'en';
  const { topics, frames } = WORDS[lang];
  const turn = Math.floor(index / 2);
  const topic = topics[turn % topics.length] ?? '';
  const frame = frames[(turn + Math.floor(turn / topics.length)) % frames.length] ?? '';
  return { lang, text: frame.replace('…', topic) };
}

/** What people ask about in Spanish. */
export const SPANISH_TOPICS: readonly string[] = [
  'el presupuesto del plan de paz',
  'la búsqueda de personas desaparecidas',
  'los migrantes que esperan en Tijuana',
  'el agua de las comunidades',
  'la policía comunitaria de Guerrero',
  'las armas que cruzan la frontera',
  'los jueces que investigan a militares',
  'las mujeres defensoras de la tierra',
  'el archivo histórico del ejército',
  'los periodistas bajo amenaza',
  'la reforma de las fiscalías',
  'los jornaleros de San Quintín',
  'el muro en el desierto',
  'las deportaciones de menores',
  'la ayuda que llega de Washington',
  'los bosques de la sierra',
  'el nuevo código militar',
  'las minas de Sonora',
  'los forenses sin recursos',
  'el tratado de extradición'
];

const WORDS = {
  es: {
    topics: SPANISH_TOPICS,
    frames: [
      '¿Qué cambiará con …?',
      '¿Quién decide sobre …?',
      '¿Cuánto dinero se destina a …?',
      '¿Cómo vigila el Congreso …?',
      '¿Por qué se habla tan poco de …?',
      '¿Cuándo habrá un informe sobre …?',
      '¿Qué pueden hacer las familias ante …?',
      '¿Quién rinde cuentas por …?',
      '¿Qué opina el panel de …?',
      '¿Dónde falla la ley frente a …?'
    ]
  },
  en: {
    topics: [
      'the aid that Congress froze',
      'asylum seekers turned back at the bridge',
      'the gun shops along the border',
      'the consent decree in Chicago',
      'fentanyl in small towns',
      'the farm workers of the valley',
      'extradited generals',
      'the detention centers in Texas',
      'journalists on the run',
      'the mothers who search',
      'the new embassy program',
      'private prisons',
      'the sanctions on officials',
      'the drones over Sinaloa',
      'legal marijuana at home',
      'the border wall in the desert',
      'the truth commission',
      'police training by the Pentagon',
      'water rights on the river',
      'the archives in Washington'
    ],
    frames: [
      'What will change with …?',
      'Who decides about …?',
      'How much is spent on …?',
      'How does the Senate oversee …?',
      'Why do we hear so little of …?',
      'When will there be a report on …?',
      'What can families do about …?',
      'Who answers for …?',
      'What does the panel think of …?',
      'Where does the law fail with …?'
    ]
  }
};
