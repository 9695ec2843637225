import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { publishPanel, registration } from '../../../../tests/support/attendees.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import { claimDueMails } from '../mail/claims.ts';
import { composeMail } from '../mail/compose.ts';
import { findTestMail } from '../mail/test-mail.ts';
import { purgePersonalData } from '../privacy/purge.ts';
import { registerAttendee } from '../rsvps/register-attendee.ts';
import { accentStyles, lowestContrast } from './accent.ts';
import { contrastRatio } from './contrast.ts';
import { findHouse } from './house.ts';
import { loadHouseSettings } from './load-settings.ts';
import { findHousePicture, removeLogo, saveLogo } from './logo.ts';
import { retentionDaysOf } from './retention.ts';
import { saveHouseColours, saveHouseName } from './save-house.ts';
import { deletionsUnder, saveRetention } from './save-retention.ts';
import { sendTestMail } from './test-mail.ts';

describe('contrast', () => {
  test.each([
    ['#000000', '#ffffff', 21],
    ['#777777', '#ffffff', 4.48],
    ['#8f1d3f', '#faf6ef', 8.1]
  ])('of %s on %s is %d, as WCAG counts it', (first, second, ratio) => {
    expect(contrastRatio(first, second)).toBeCloseTo(ratio, 1);
    expect(contrastRatio(second, first)).toBeCloseTo(ratio, 1);
  });

  test('of the colours that the program brings along is enough on every ground', () => {
    expect(lowestContrast('#8f1d3f', 'light')).toBeGreaterThan(4.5);
    expect(lowestContrast('#f08ba5', 'dark')).toBeGreaterThan(4.5);
  });
});

test('the style sheet of an accent holds nothing but colours', () => {
  const styles = accentStyles({ light: '#0f5e56', dark: '#83cdbf' });
  expect(styles.match(/--[a-z-]+:[^;}]+/g)).toHaveLength(12);
  expect(styles).not.toMatch(/url|import|NaN/);
});

/** The last word of the audit log. */
async function lastAudit({ db }: TestContext): Promise<string> {
  const rows = await db.selectFrom('audit_log').select(['what', 'detail']).execute();
  return rows.map(({ what, detail }) => `${what} ${detail}`).join('\n');
}

onBothDatabases('the house', (setUp) => {
  test('has the program’s name and look until an admin gives it another', async () => {
    const context = await setUp();
    const { id: staffId } = await addStaff(context, 'admin');
    expect(await findHouse(context.db)).toEqual({ name: null, accent: null, logo: null });
    const name = { es: 'Casa Refugio', en: null };
    expect(await saveHouseName(context, { staffId, version: 0 }, name)).toEqual({ ok: true });
    const colours = { light: '#0f5e56', dark: '#83cdbf' };
    expect(await saveHouseColours(context, { staffId, version: 1 }, colours)).toEqual({ ok: true });
    expect(await findHouse(context.db)).toEqual({
      name: { es: 'Casa Refugio', en: 'Casa Refugio' },
      accent: colours,
      logo: null
    });
    expect(await lastAudit(context)).toContain('house_changed {"setting":"colours"}');
  });

  test('is changed by admins only', async () => {
    const context = await setUp();
    const { id: staffId } = await addStaff(context, 'organizer');
    const change = { staffId, version: 0 };
    const forbidden = { ok: false, code: 'forbidden' };
    expect(await saveHouseName(context, change, { es: 'x', en: 'x' })).toEqual(forbidden);
    expect(await saveRetention(context, change, 10, true)).toEqual(forbidden);
    expect(await removeLogo(context, change)).toEqual(forbidden);
    expect(await loadHouseSettings(context, staffId, 'es')).toBeNull();
    expect(await sendTestMail(context, { id: staffId, email: 'a@b.mx', name: 'A' }, 'es')).toEqual(
      forbidden
    );
  });

  test('tells the second of two admins who was first', async () => {
    const context = await setUp();
    const [ana, beto] = [await addStaff(context, 'admin'), await addStaff(context, 'admin')];
    await saveHouseName(context, { staffId: ana.id, version: 0 }, { es: 'Uno', en: null });
    const late = await saveHouseName(
      context,
      { staffId: beto.id, version: 0 },
      { es: 'Dos', en: null }
    );
    expect(late).toEqual({ ok: false, code: 'conflict', by: 'Rosario admin' });
    expect((await findHouse(context.db)).name?.es).toBe('Uno');
  });

  test('refuses colours that cannot be read, with what was measured', async () => {
    const context = await setUp();
    const { id: staffId } = await addStaff(context, 'admin');
    const change = { staffId, version: 0 };
    expect(await saveHouseColours(context, change, { light: '#f5b14c', dark: '#f5b14c' })).toEqual({
      ok: false,
      code: 'contrast',
      weak: [{ theme: 'light', ratio: expect.closeTo(1.6, 0) }]
    });
    expect(await saveHouseColours(context, change, { light: '#0f5e56', dark: '' })).toEqual({
      ok: false,
      code: 'half'
    });
    expect((await findHouse(context.db)).accent).toBeNull();
  });

  test('draws a logo anew, without what was hidden in it, and makes icons of it', async () => {
    const context = await setUp();
    const { id: staffId } = await addStaff(context, 'admin');
    const photo = await sharp({
      create: { width: 1200, height: 300, channels: 3, background: '#0f5e56' }
    })
      .withExif({ IFD0: { Artist: 'zz-canary' } })
      .jpeg()
      .toBuffer();
    expect(photo.includes('zz-canary')).toBe(true);
    expect(await saveLogo(context, { staffId, version: 0 }, photo)).toEqual({ ok: true });
    const logo = (await findHousePicture(context.db, 'logo')) ?? Buffer.alloc(0);
    expect(logo.includes('zz-canary')).toBe(false);
    expect(await sharp(logo).metadata()).toMatchObject({ format: 'png', width: 640, height: 160 });
    for (const side of [180, 32] as const) {
      const icon = (await findHousePicture(context.db, `icon-${side}`)) ?? Buffer.alloc(0);
      expect(await sharp(icon).metadata()).toMatchObject({ width: side, height: side });
    }
    expect((await findHouse(context.db)).logo).toMatch(/^[0-9a-f]{16}$/);
    expect(await removeLogo(context, { staffId, version: 1 })).toEqual({ ok: true });
    expect(await findHousePicture(context.db, 'logo')).toBeNull();
  });

  test.each([
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 'no_picture'],
    ['nothing', Buffer.alloc(0), 'no_picture'],
    ['half a picture', Buffer.from('\x89PNG\r\n\x1a\nbroken', 'latin1'), 'no_picture'],
    ['too much', Buffer.alloc(2 * 1024 * 1024 + 1), 'too_large']
  ] as const)('refuses %s as its logo', async (_what, bytes, code) => {
    const context = await setUp();
    const { id: staffId } = await addStaff(context, 'admin');
    const change = { staffId, version: 0 };
    expect(await saveLogo(context, change, bytes)).toEqual({ ok: false, code });
    expect((await findHouse(context.db)).logo).toBeNull();
  });
});

onBothDatabases('the time that personal data is kept', (setUp) => {
  /** An event that ended so many days ago, with one attendee. */
  async function ended(context: TestContext, days: number): Promise<string> {
    const eventId = await publishPanel(context);
    await registerAttendee(context, registration(eventId, { email: `${eventId}@example.org` }));
    const at = new Date(context.now().getTime() - days * 86_400_000).toISOString();
    await context.db.updateTable('events').set({ ends_at: at }).where('id', '=', eventId).execute();
    return eventId;
  }

  test('shortened, deletes tonight whose time has come, once the admin is sure', async () => {
    const context = await setUp();
    const { id: staffId } = await addStaff(context, 'admin');
    await ended(context, 12);
    await ended(context, 3);
    const change = { staffId, version: 0 };
    expect(await saveRetention(context, change, 10, false)).toEqual({
      ok: false,
      code: 'unsure',
      events: 1,
      people: 1
    });
    expect(await purgePersonalData(context)).toBe(0);
    expect(await saveRetention(context, change, 10, true)).toEqual({ ok: true, kept: 0 });
    expect(await purgePersonalData(context)).toBe(1);
    expect(await lastAudit(context)).toContain('house_changed {"setting":"retention"}');
  });

  test('lengthened, holds for nobody who was promised less', async () => {
    const context = await setUp();
    const { id: staffId } = await addStaff(context, 'admin');
    const promised = await ended(context, 20);
    expect(await saveRetention(context, { staffId, version: 0 }, 90, false)).toEqual({
      ok: true,
      kept: 1
    });
    const later = await ended(context, 20);
    expect(await retentionDaysOf(context, promised)).toBe(30);
    expect(await retentionDaysOf(context, later)).toBe(90);
    expect((await deletionsUnder(context.db, 90)).map(({ eventId }) => eventId)).toEqual([
      promised,
      later
    ]);
    context.setNow('2026-12-05T18:00:00.000Z');
    expect(await purgePersonalData(context)).toBe(1);
    const left = await context.db.selectFrom('rsvps').select('event_id').execute();
    expect(left).toEqual([{ event_id: later }]);
  });
});

onBothDatabases('mails of the house', (setUp) => {
  test('carry its name and colour', async () => {
    const context = await setUp();
    const { id: staffId } = await addStaff(context, 'admin');
    await saveHouseName(context, { staffId, version: 0 }, { es: 'Casa <b>', en: 'House' });
    const colours = { light: '#0f5e56', dark: '#83cdbf' };
    await saveHouseColours(context, { staffId, version: 1 }, colours);
    await registerAttendee(context, registration(await publishPanel(context)));
    const [row] = await claimDueMails(context, 1);
    if (!row) throw new Error('no mail');
    const mail = await composeMail(context, row);
    expect(mail.text.startsWith('Casa <b>\n')).toBe(true);
    expect(mail.html).toContain('Casa &lt;b&gt;');
    expect(mail.html).toContain('.button{background:#0f5e56!important}');
  });

  test('to oneself show their state until they are sent', async () => {
    const context = await setUp();
    const { id, email } = await addStaff(context, 'admin');
    expect(await findTestMail(context.db, id)).toBeNull();
    expect(await sendTestMail(context, { id, email, name: 'Rosario' }, 'en')).toEqual({ ok: true });
    expect(await findTestMail(context.db, id)).toMatchObject({ status: 'pending', code: null });
    const [row] = await claimDueMails(context, 1);
    if (!row) throw new Error('no mail');
    const mail = await composeMail(context, row);
    expect(mail.to.address).toBe(email);
    expect(mail.text).toContain('https://hub.example.org/en/staff/house');
    expect(await lastAudit(context)).toContain('mail_tested {}');
  });
});
