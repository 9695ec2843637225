import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { translatorFor } from '../../src/lib/i18n/translator.ts';
import { claimDueMails } from '../../src/lib/server/mail/claims.ts';
import { composeMail } from '../../src/lib/server/mail/compose.ts';
import { registerAttendee } from '../../src/lib/server/rsvps/register-attendee.ts';
import { publishPanel, registration } from '../support/attendees.ts';
import { onBothDatabases } from '../support/databases.ts';

const HELLO = { es: 'Empieza en 2 horas', en: 'Starts in 2 hours' };
const LANGS = Array.from({ length: 200 }, (_, index) =>
  (index * 7 + Math.floor(index / 3)) % 2 === 0 ? ('es' as const) : ('en' as const)
);

test('two hundred visitors of both languages at once are each answered in their own', async () => {
  const answers = await Promise.all(
    LANGS.map(async (lang, index) => {
      const t = translatorFor(lang);
      await new Promise((resolve) => setTimeout(resolve, index % 5));
      return t('when.startsIn.hour', { count: 2 });
    })
  );
  expect(answers).toEqual(LANGS.map((lang) => HELLO[lang]));
});

onBothDatabases('mails of both languages', (setUp) => {
  test('are written at once without mixing', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    for (const [index, lang] of LANGS.slice(0, 40).entries()) {
      await registerAttendee(
        context,
        registration(eventId, { lang, listen: lang, email: `ana${index}@example.org` })
      );
    }
    const rows = await claimDueMails(context, 40);
    const mails = await Promise.all(rows.map((row) => composeMail(context, row)));
    expect(mails).toHaveLength(40);
    for (const { lang, subject, html, text } of mails) {
      expect(html).toContain(`<html lang="${lang}">`);
      expect(subject).toMatch(lang === 'es' ? /^Tu lugar/ : /^Your place|^You/);
      expect(text).toContain(lang === 'es' ? 'Hola' : 'Hello');
      expect(text).not.toContain(lang === 'es' ? 'Hello' : 'Hola');
    }
  });
});

test('nothing on the server changes a current language, because there is none', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.(ts|svelte|mjs)$/.test(file) && !file.endsWith('.test.ts')
  );
  const offenders = files.filter((file) => {
    const code = withoutComments(readFileSync(`src/${file}`, 'utf8'));
    const global =
      /^(?:export )?let \w*(?:lang|locale|language)\w*\b/im.test(code) && !file.endsWith('.svelte');
    return code.includes('changeLanguage') || code.includes('i18next.t(') || global;
  });
  expect(files.length).toBeGreaterThan(150);
  expect(offenders).toEqual([]);
});

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}
