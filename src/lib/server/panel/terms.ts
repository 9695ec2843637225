/** One screen of words; more than this nobody reads while interpreting. */
const TERMS_MAX = 40;

/** Longer texts are read up to here. */
const READ_MAX = 10_000;

/** A word that begins with a capital: “Mérida”, “O’Higgins”, “US”. */
const CAPITALISED = String.raw`\p{Lu}[\p{L}\p{M}\p{N}'’&-]*`;
/** What may stand between the words of one name. */
const LINK = String.raw`(?:de|del|de la|de las|de los|of|of the|for|to)`;
const NAME = new RegExp(`${CAPITALISED}(?:[ \\u00a0](?:${LINK}[ \\u00a0])?${CAPITALISED})+`, 'gu');
/** “ONU”, “COVID-19”, “US”. */
const ACRONYM = /(?<![\p{L}\p{N}])\p{Lu}[\p{Lu}\p{N}&-]*\p{Lu}[\p{Lu}\p{N}-]*(?![\p{L}\p{N}])/gu;
/** “H.R. 6618”, “S. 2926”, “EE. UU.”. */
const DOTTED =
  /(?<![\p{L}\p{N}])(?:\p{Lu}{1,2}\.[ \u00a0]?)+(?:\p{N}+|(?<=\p{Lu}\.[ \u00a0]?\p{Lu}{1,2}\.))/gu;
const STARTERS = new Set(
  (
    'el la los las un una en con para por qué quién cómo cuándo dónde ver hablaremos ' +
    'the a an in on at with for by what who how when where why see we'
  ).split(' ')
);
const SENTENCE_START = /(?:^|[.!?:¿¡\n]\s*)$/u;

/**
 * Names, acronyms and numbers of bills in the texts of one language, in the order of their first
 * appearance; without `known`, which are listed elsewhere. A guess by capitals, for the eye only.
 */
export function findTerms(texts: readonly string[], known: readonly string[] = []): string[] {
  const found = new Set<string>();
  for (const text of texts.map(withoutMarkdown)) {
    const terms = [...namesIn(text), ...matches(text, ACRONYM), ...matches(text, DOTTED)];
    for (const { term } of terms.sort((a, b) => a.at - b.at)) found.add(term);
  }
  return withoutParts([...found].filter((term) => !known.includes(term))).slice(0, TERMS_MAX);
}

interface Found {
  term: string;
  at: number;
}

function matches(text: string, pattern: RegExp): Found[] {
  return [...text.matchAll(pattern)].map((match) => ({ term: match[0].trim(), at: match.index }));
}

/** A sentence begins with a capital whatever its first word is: an article or a question word belongs to no name. */
function namesIn(text: string): Found[] {
  return matches(text, NAME).flatMap(({ term, at }) => {
    const [first = '', ...others] = term.split(/[ \u00a0]/u);
    const startsSentence = SENTENCE_START.test(text.slice(Math.max(0, at - 3), at));
    if (!startsSentence || !STARTERS.has(first.toLowerCase())) return [{ term, at }];
    const rest = others.slice(others.findIndex((word) => /^\p{Lu}/u.test(word)));
    return rest.length > 1 ? [{ term: rest.join(' '), at }] : [];
  });
}

/** “ARMAS” is heard within “ley ARMAS” anyway; what is part of a longer term says nothing more. */
function withoutParts(terms: string[]): string[] {
  return terms.filter(
    (term) =>
      !terms.some(
        (other) => other !== term && ` ${other.replaceAll('.', ' ')} `.includes(` ${term} `)
      )
  );
}

function withoutMarkdown(text: string): string {
  return text
    .slice(0, READ_MAX)
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/https?:\/\/\S+/g, '')
    .replace(/[*_`#>]+/g, '');
}
