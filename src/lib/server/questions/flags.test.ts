import { describe, expect, test } from 'vitest';
import { flagQuestion } from './flags.ts';

describe('the words of the work never flag', () => {
  test.for([
    '¿Qué hacer ante el abuso sexual, la violación y la explotación sexual de niñas?',
    'La desaparición forzada, la tortura y el asesinato de periodistas',
    'Golpes en los senos, el pene y los testículos: así describe el Protocolo de Estambul la tortura sexual',
    'Violencia obstétrica: la vagina, la vulva, el clítoris y la mutilación genital',
    'El cártel, el narco, los sicarios, la trata de personas y el trabajo sexual',
    'feminicidio, genocidio, secuestro, masacre, esclavitud, suicidio, aborto, violada, violador, muerto',
    'Personas negras, pueblos negros, personas trans, transexual, lesbianas, gays, homosexuales, maras',
    'pornografía infantil y bestialidad de los guardias; un perro de búsqueda y un hueso en la fosa',
    'El titular de la CNDH, mi cuñada, un peón en el recto camino, la corrida, el dedo y la grasa',
    '¿Hay ciberdelincuentes, nazis o sadistas en la policía? La maldita guerra'
  ])('es: %s', (text) => {
    expect(flagQuestion(text, 'es')).toEqual([]);
    expect(flagQuestion(text, 'en')).toEqual([]);
  });

  test.for([
    'What about rape, sexual abuse, torture, murder and sex trafficking by the cartel?',
    'Women’s breasts, the penis, the anus and the rectum: how does the medical report name torture?',
    'Child pornography, gang rape, female genital mutilation of the clitoris and labia',
    'Bloody Sunday, Nazi crimes, a pawn of the drug lords, killed, lynched, slavery, genocide, suicide',
    'Why do they snatch people off the street? The state’s hit squads, a hit man, the assassination',
    'Ms Cox, Mr Wang, Willy and Fanny graduated magna cum laude; Scunthorpe, class, assess, cocktail',
    'Black, Negro, gay, lesbian, transgender, queer and homosexual people; sex workers; abortion'
  ])('en: %s', (text) => {
    expect(flagQuestion(text, 'en')).toEqual([]);
    expect(flagQuestion(text, 'es')).toEqual([]);
  });
});

describe('rude words flag', () => {
  test.for([
    'Son unos pendejos',
    'pinche gobierno',
    'CABRÓN',
    'cabron',
    '¡maricón!',
    'hijo de la chingada',
    'eres un imbécil',
    '¿y este gilipollas?',
    'no mames',
    'what the fuck, señores',
    'vale verga'
  ])('es: %s', (text) => {
    expect(flagQuestion(text, 'es')).toEqual(['rude']);
  });

  test.for(['This is bullshit', 'fuck you', 'F*ck? No: FUCKING liars', 'you idiot', 'pinche liar'])(
    'en: %s',
    (text) => {
      expect(flagQuestion(text, 'en')).toEqual(['rude']);
    }
  );

  test('by whole words, also beside accents', () => {
    expect(flagQuestion('El vehículo y el artículo, ridículo pero cierto', 'es')).toEqual([]);
  });

  test('unless they are plain words of the question’s language', () => {
    expect(flagQuestion('el fagot de la orquesta', 'es')).toEqual([]);
    expect(flagQuestion('La estación Moron', 'es')).toEqual([]);
    expect(flagQuestion('you moron', 'en')).toEqual(['rude']);
  });
});

describe('capitals', () => {
  test.for(['¿POR QUÉ NADIE HACE NADA EN GUERRERO?', 'WHY IS NOBODY DOING ANYTHING?'])(
    'mostly are shouting: %s',
    (text) => {
      expect(flagQuestion(text, 'es')).toEqual(['shouting']);
    }
  );

  test.for([
    '¿Qué hace la CNDH con la ONU, la DEA y USAID?',
    'CNDH, ONU, DEA',
    'AYOTZINAPA ¿POR QUÉ?',
    '人権'
  ])('of acronyms and short texts are not: %s', (text) => {
    expect(flagQuestion(text, 'es')).toEqual([]);
  });
});

test('personal data is named by its kind, after what was said', () => {
  expect(
    flagQuestion('PINCHE GOBIERNO, LLÁMENME AL 55 1234 5678 O A ANA@EXAMPLE.ORG', 'es')
  ).toEqual(['rude', 'phone', 'email', 'shouting']);
  expect(flagQuestion('GODE561231HDFRRL09', 'es')).toEqual(['id']);
});

test('the lists are made once: a look costs a fraction of the first', () => {
  const text = '¿Por qué el gobierno no busca a las personas desaparecidas de Guerrero? '.repeat(6);
  const times = Array.from({ length: 20 }, () => {
    const start = performance.now();
    flagQuestion(text, 'en');
    return performance.now() - start;
  });
  expect(times.toSorted((a, b) => a - b)[10]).toBeLessThan(1);
});
