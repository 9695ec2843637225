import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LOCALES, type Locale } from '../../src/lib/i18n/locales.ts';
import { NAMESPACES } from '../../src/lib/i18n/make-translator.ts';
import { foreignText } from './visible-text.ts';

/** Keys that are chosen by data: every value of a database column or of a library has one. */
const BY_DATA = [/^common:zones\./];
/** Endings of plural forms; `other` is also a reason to decline, and `too_many` a problem. */
const PLURAL = /(?<!:status\.declined|:problem\.too)_(zero|one|two|few|many|other)$/;
/** Where saying nothing is what is meant. */
const SILENT = ['room:qa_text.open'];

const texts = Object.fromEntries(LOCALES.map((lang) => [lang, readTexts(lang)])) as Record<
  Locale,
  Map<string, string>
>;
const sources = sourceFiles().map((file) => readFileSync(file, 'utf8'));

describe('the texts', () => {
  test('are the same keys in both languages, apart from plural forms', () => {
    const [es, en] = LOCALES.map((lang) => [...new Set([...texts[lang].keys()].map(base))].sort());
    expect(es).toEqual(en);
    expect(es?.length).toBeGreaterThan(200);
  });

  test.for(LOCALES)('have every plural form that %s has, and no other', (lang) => {
    const categories = new Intl.PluralRules(lang).resolvedOptions().pluralCategories.toSorted();
    const forms = Map.groupBy(
      [...texts[lang].keys()].filter((key) => PLURAL.test(key)),
      base
    );
    const wrong = [...forms].filter(
      ([, keys]) => JSON.stringify(keys.map(form).sort()) !== JSON.stringify(categories)
    );
    expect(wrong).toEqual([]);
    expect(forms.size).toBeGreaterThan(0);
  });

  test('fill in the same placeholders in both languages and every plural form', () => {
    const wrong = [...texts.es.keys()].filter((key) => {
      const english = PLURAL.test(key) && !texts.en.has(key) ? `${base(key)}_other` : key;
      return (
        JSON.stringify(placeholders('es', key)) !== JSON.stringify(placeholders('en', english))
      );
    });
    expect(wrong).toEqual([]);
  });

  test.for(LOCALES)('of %s are neither empty nor padded', (lang) => {
    const wrong = [...texts[lang]]
      .filter(([, text]) => text === '' || text !== text.trim())
      .map(([key]) => key);
    expect(wrong.filter((key) => !SILENT.includes(key))).toEqual([]);
  });

  test('are all used', () => {
    const unused = [...new Set([...texts.es.keys()].map(base))].filter(
      (key) => !BY_DATA.some((rule) => rule.test(key)) && !isUsed(key)
    );
    expect(unused).toEqual([]);
    expect(isUsed('room:nobody.says.this')).toBe(false);
  });

  test('are all there', () => {
    const known = new Set([...texts.es.keys()].map(base));
    const missing = sources.flatMap((code) => literalKeys(code)).filter((key) => !known.has(key));
    expect(missing).toEqual([]);
  });
});

describe('components', () => {
  test.for(sourceFiles().filter((file) => file.endsWith('.svelte')))(
    '%s shows no words of its own',
    (file) => {
      expect(foreignText(readFileSync(file, 'utf8'))).toEqual([]);
    }
  );

  test('with words of their own are found', () => {
    expect(foreignText('<p>Hello {name}</p>')).toEqual(['Hello']);
    expect(foreignText('<button aria-label="Close it" class="wide">{t("x")}</button>')).toEqual([
      'Close it'
    ]);
    expect(foreignText('<img alt={`Photo of ${name}`} title="Photo" />')).toEqual([
      'Photo of',
      'Photo'
    ]);
    expect(foreignText('<p>{open ? "Open now" : i18n.t("room:closed")}</p>')).toEqual(['Open now']);
    expect(
      foreignText('<Notice heading="Please wait" class="a b" tone="quiet"><b>!</b></Notice>')
    ).toEqual(['Please wait']);
    expect(
      foreignText(
        '<script lang="ts">const a = "words";</script><!-- words --><p class="x">{a} · 3</p><style>p { color: red }</style>'
      )
    ).toEqual([]);
    expect(
      foreignText(
        '{#if status === "live"}<Chip tone="quiet" />{:else}<a href="/es">Español</a>{/if}'
      )
    ).toEqual([]);
  });
});

function readTexts(lang: Locale): Map<string, string> {
  const found = new Map<string, string>();
  for (const name of NAMESPACES)
    collect(JSON.parse(readFileSync(`locales/${lang}/${name}.json`, 'utf8')), `${name}:`, found);
  return found;
}

function collect(value: unknown, path: string, found: Map<string, string>): void {
  if (typeof value === 'string') found.set(path, value);
  else if (typeof value !== 'object' || value === null) throw new Error(`${path} is no text`);
  else
    for (const [key, inner] of Object.entries(value))
      collect(inner, path.endsWith(':') ? path + key : `${path}.${key}`, found);
}

function base(key: string): string {
  return key.replace(PLURAL, '');
}

function form(key: string): string {
  return PLURAL.exec(key)?.[1] ?? '';
}

function placeholders(lang: Locale, key: string): string[] {
  const found = [...(texts[lang].get(key) ?? '').matchAll(/\{\{\s*([^}]+?)\s*\}\}/g)].map(
    (match) => match[1] ?? ''
  );
  // "Tomorrow" may leave the number out.
  return [...new Set(found)].filter((name) => name !== 'count').sort();
}

/** Whether the source names the key, in full or by the fixed beginning of a template literal. */
function isUsed(key: string): boolean {
  const names = key.startsWith('common:') ? [key, key.slice('common:'.length)] : [key];
  return names.some((name) => {
    const literal = new RegExp(`['"\`]${escaped(name)}['"\`]`);
    return (
      sources.some((code) => literal.test(code)) ||
      prefixes().some(([start, end]) => name.startsWith(start) && name.endsWith(end))
    );
  });
}

let known: [string, string][] | undefined;

/** The fixed parts around what a template literal fills in: `room:status.${status}` is `['room:status.', '']`. */
function prefixes(): [string, string][] {
  known ??= sources.flatMap((code) =>
    [...code.matchAll(/`([a-z]+:)?([\w.-]+[._])\$\{[^`]*?\}([\w.-]*)`/gi)].map(
      (match): [string, string] => [(match[1] ?? '') + (match[2] ?? ''), match[3] ?? '']
    )
  );
  return known;
}

/** Keys that `t('…')` names in full. */
function literalKeys(code: string): string[] {
  const called = [...code.matchAll(/\bt\(\s*'([\w.:-]+)'/g)].map((match) => match[1] ?? '');
  return called.map((key) => (key.includes(':') ? key : `common:${key}`));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function sourceFiles(): string[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|svelte)$/.test(file) && !file.endsWith('.test.ts'))
    .map((file) => `src/${file}`);
}
