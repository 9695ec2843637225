import { afterEach, expect, test } from 'vitest';
import { publishPanel, registerAll, registration } from '../../../../tests/support/attendees.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { openMailbox, type Mailbox } from '../../../../tests/support/mailbox.ts';
import { registerAttendee } from '../rsvps/register-attendee.ts';
import { backoff, claimDueMails, MOST_TRIES } from './claims.ts';
import type { Transport } from './message.ts';
import { sendDueMails } from './send-due.ts';
import { openTransport } from './transport.ts';
import { createOutboxWorker } from './worker.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const resource of opened.splice(0).reverse()) await resource.close();
});

onBothDatabases('the outbox', (setUp) => {
  test('sends text, HTML and calendar to one recipient and keeps nothing personal', async () => {
    const context = await setUp();
    const { mailbox, transport } = await openPost(context);
    await registerAttendee(context, registration(await publishPanel(context), { name: 'Ana' }));
    await sendDueMails(context, transport);
    const [mail] = mailbox.mails;
    expect(mail?.recipients).toEqual(['ana@example.org']);
    expect(mail?.parsed.subject).toBe('Tu lugar está confirmado: Fin de la Iniciativa Mérida');
    expect(mail?.parsed.text).toContain('Hola, Ana:');
    expect(mail?.parsed.html).toContain('<html lang="es">');
    expect(mail?.raw).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=REQUEST/i);
    expect(mail?.raw).not.toMatch(/^List-Unsubscribe/im);
    expect(await outbox(context)).toMatchObject([
      { status: 'sent', payload_sealed: '', error: null, locked_until: null }
    ]);
  });

  test('tries again after a minute what was refused for now, under the same Message-ID', async () => {
    const context = await setUp();
    const { mailbox, transport } = await openPost(context);
    mailbox.answers.set('ana@example.org', [{ refuse: 451, at: 'message' }]);
    await registerAttendee(context, registration(await publishPanel(context)));
    await sendDueMails(context, transport);
    expect(await outbox(context)).toMatchObject([
      { status: 'pending', attempts: 1, error: '451 DATA', locked_until: null }
    ]);
    await sendDueMails(context, transport);
    expect(mailbox.mails).toHaveLength(0);
    context.setNow('2026-11-24T18:02:00.000Z');
    await sendDueMails(context, transport);
    const [row] = await outbox(context);
    expect(mailbox.mails.map(({ parsed }) => parsed.messageId)).toEqual([
      `<${row?.id}@hub.example.org>`
    ]);
  });

  test.for([
    { refuse: 550, at: 'recipient' },
    { refuse: 554, at: 'message' }
  ] as const)('gives up at once on %o, and only on that mail', async (answer) => {
    const context = await setUp();
    const { mailbox, transport } = await openPost(context);
    mailbox.answers.set('ana@example.org', [answer]);
    await registerAll(context, await publishPanel(context), [
      'ana@example.org',
      'beto@example.org'
    ]);
    await sendDueMails(context, transport);
    expect((await outbox(context)).map((row) => row.status).toSorted()).toEqual(['failed', 'sent']);
    expect((await outbox(context)).map((row) => row.payload_sealed)).toEqual(['', '']);
    expect(JSON.stringify(await outbox(context))).not.toContain('no thanks');
  });

  test('survives a server that hangs up after the message', async () => {
    const context = await setUp();
    const { mailbox, transport } = await openPost(context);
    mailbox.answers.set('ana@example.org', ['drop']);
    await registerAll(context, await publishPanel(context), [
      'ana@example.org',
      'beto@example.org'
    ]);
    await sendDueMails(context, transport);
    await sendDueMails(context, transport);
    context.setNow('2026-11-24T18:02:00.000Z');
    await sendDueMails(context, transport);
    expect(mailbox.mails.flatMap(({ recipients }) => recipients).toSorted()).toEqual([
      'ana@example.org',
      'beto@example.org'
    ]);
  });

  test('loses nothing while no server answers, and tries two mails a round at most', async () => {
    const context = await setUp();
    const { mailbox, transport } = await openPost(context);
    await mailbox.close();
    await registerAll(context, await publishPanel(context), [
      'ana@example.org',
      'beto@example.org',
      'caro@example.org'
    ]);
    await sendDueMails(context, transport);
    const rows = await outbox(context);
    expect(rows.map((row) => row.attempts)).toEqual([0, 0, 0]);
    expect(rows.map((row) => row.error).filter(Boolean)).toHaveLength(2);
    expect(rows.every((row) => row.status === 'pending' && row.locked_until === null)).toBe(true);
  });

  test('lets a row that cannot be written block nobody', async () => {
    const context = await setUp();
    const { mailbox, transport } = await openPost(context);
    const eventId = await publishPanel(context);
    await registerAttendee(context, registration(eventId));
    await context.db.updateTable('mail_outbox').set({ payload_sealed: 'k1.poison' }).execute();
    await registerAttendee(context, registration(eventId, { email: 'beto@example.org' }));
    await sendDueMails(context, transport);
    expect(mailbox.mails.map(({ recipients }) => recipients)).toEqual([['beto@example.org']]);
    expect((await outbox(context)).find((row) => row.status === 'pending')).toMatchObject({
      attempts: 1
    });
  });

  test('gives each mail to one worker', async () => {
    const context = await setUp();
    const { mailbox, transport } = await openPost(context);
    await registerAll(
      context,
      await publishPanel(context),
      Array.from({ length: 25 }, (_, index) => `p${index}@example.org`)
    );
    await Promise.all([
      sendDueMails(context, transport),
      sendDueMails(context, transport),
      sendDueMails(context, transport)
    ]);
    expect(new Set(mailbox.mails.flatMap(({ recipients }) => recipients)).size).toBe(25);
    expect(mailbox.mails).toHaveLength(25);
  });

  test('takes up what a crashed worker had claimed', async () => {
    const context = await setUp();
    const { mailbox, transport } = await openPost(context);
    await registerAttendee(context, registration(await publishPanel(context)));
    expect(await claimDueMails(context, 10)).toHaveLength(1);
    await sendDueMails(context, transport);
    expect(mailbox.mails).toHaveLength(0);
    context.setNow('2026-11-24T18:10:01.000Z');
    await sendDueMails(context, transport);
    expect(mailbox.mails).toHaveLength(1);
  });

  test.for([
    'Ana\r\nBcc: victim@example.org',
    'Ana%0d%0aBcc:victim@example.org',
    '=?utf-8?q?x?= <evil@evil.test>',
    '", evil@evil.test, "',
    "Robert'); DROP TABLE rsvps;--"
  ])('has one recipient and no new header for the name %o', async (name) => {
    const context = await setUp();
    const { mailbox, transport } = await openPost(context);
    const eventId = await publishPanel(context, {}, { es: 'Charla\r\nReply-To: evil@evil.test' });
    await registerAttendee(
      context,
      registration(eventId, { name, email: "ana.o'neil+webinar@sub.example.com.mx" })
    );
    await sendDueMails(context, transport);
    expect(mailbox.mails.map(({ recipients }) => recipients)).toEqual([
      ["ana.o'neil+webinar@sub.example.com.mx"]
    ]);
    expect([...(mailbox.mails[0]?.parsed.headers.keys() ?? [])].toSorted()).toEqual([
      'auto-submitted',
      'content-language',
      'content-type',
      'date',
      'from',
      'message-id',
      'mime-version',
      'subject',
      'to'
    ]);
  });
});

onBothDatabases('the mail worker', (setUp) => {
  test('sends what an earlier process left, and what it is woken for', async () => {
    const context = await setUp();
    const { mailbox, transport } = await openPost(context);
    const eventId = await publishPanel(context);
    await registerAttendee(context, registration(eventId));
    const worker = createOutboxWorker(context, transport);
    await expect.poll(() => mailbox.mails.length, { timeout: 5_000 }).toBe(1);
    await registerAttendee(context, registration(eventId, { email: 'beto@example.org' }));
    worker.wake();
    await expect.poll(() => mailbox.mails.length, { timeout: 5_000 }).toBe(2);
    await worker.stop();
  });

  test('finishes the mails in hand when it is stopped, and gives the others back', async () => {
    const context = await setUp();
    await registerAll(context, await publishPanel(context), [
      'ana@example.org',
      'beto@example.org',
      'caro@example.org',
      'dora@example.org'
    ]);
    const post = slowTransport();
    const worker = createOutboxWorker(context, post.transport);
    await post.begun;
    const stopped = worker.stop();
    post.finish();
    await stopped;
    worker.wake();
    const rows = await outbox(context);
    expect(rows.map((row) => row.status).toSorted()).toEqual([
      'pending',
      'pending',
      'sent',
      'sent'
    ]);
    expect(rows.every((row) => row.locked_until === null)).toBe(true);
  });
});

test('waits a minute after the first failure and six hours at most', () => {
  expect([1, 2, 3, 20, 2_000].map(backoff)).toEqual([
    60_000, 120_000, 240_000, 21_600_000, 21_600_000
  ]);
});

test('gives up after the tries of five days, and not a wait sooner', () => {
  const waits = Array.from({ length: MOST_TRIES - 1 }, (_, at) => backoff(at + 1));
  const hours = waits.reduce((sum, wait) => sum + wait, 0) / 3_600_000;
  expect(hours).toBeGreaterThanOrEqual(120);
  expect(hours).toBeLessThan(126);
});

async function openPost(context: TestContext): Promise<{ mailbox: Mailbox; transport: Transport }> {
  const mailbox = await openMailbox();
  const transport = openTransport({ ...context.config, smtpUrl: mailbox.url });
  opened.push(mailbox, transport);
  return { mailbox, transport };
}

async function outbox(context: TestContext) {
  return await context.db.selectFrom('mail_outbox').selectAll().orderBy('next_at').execute();
}

/** Holds each mail until `finish`. */
function slowTransport() {
  const begun = Promise.withResolvers<void>();
  const finished = Promise.withResolvers<void>();
  const transport: Transport = {
    async send() {
      begun.resolve();
      await finished.promise;
    },
    async close() {}
  };
  return { transport, begun: begun.promise, finish: finished.resolve };
}
