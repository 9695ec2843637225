import { afterEach, expect, test } from 'vitest';
import { publishPanel, registerAll } from '../../../../tests/support/attendees.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { openMailbox, type Mailbox, type SmtpAnswer } from '../../../../tests/support/mailbox.ts';
import { MOST_TRIES } from './claims.ts';
import type { Transport } from './message.ts';
import { sendDueMails } from './send-due.ts';
import { openTransport } from './transport.ts';

const HOUR = 60 * 60_000;
const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const resource of opened.splice(0).reverse()) await resource.close();
});

onBothDatabases('with a mail server that', (setUp) => {
  test('takes its time, two mails travel at once and no more', async () => {
    const context = await setUp();
    const { mailbox, transport } = await openPost(context);
    const people = await registerPeople(context, 5);
    for (const person of people) mailbox.answers.set(person, ['hold']);
    const sending = sendDueMails(context, transport);
    for (const left of [2, 2, 1]) {
      await expect.poll(() => mailbox.held(), { timeout: 10_000 }).toBe(left);
      mailbox.release();
    }
    await sending;
    expect(arrivals(mailbox)).toEqual(people);
    expect(mailbox.peak()).toBe(2);
  });

  test('never answers, a mail is given up for now and sent later under its name', async () => {
    const context = await setUp();
    const { mailbox, transport } = await openPost(context, 1_000);
    const [ana = ''] = await registerPeople(context, 1);
    mailbox.answers.set(ana, ['hold']);
    await sendDueMails(context, transport);
    expect(await outbox(context)).toMatchObject([{ status: 'pending', attempts: 1 }]);
    // A busy machine may need longer than the timeout to greet, too.
    for (let round = 0; round < 5; round += 1) {
      await pass(context, HOUR);
      await sendDueMails(context, transport);
    }
    expect(arrivals(mailbox)).toEqual([ana]);
  });

  test('refuses strangers at first, everything arrives at the second try', async () => {
    const context = await setUp();
    const { mailbox, transport } = await openPost(context);
    const people = await registerPeople(context, 6);
    for (const person of people) mailbox.answers.set(person, [{ refuse: 450, at: 'recipient' }]);
    await sendDueMails(context, transport);
    expect(arrivals(mailbox)).toEqual([]);
    await pass(context, 2 * 60_000);
    await sendDueMails(context, transport);
    expect(arrivals(mailbox)).toEqual(people);
  });

  test('hangs up before it answers, the same mail comes again under the same Message-ID', async () => {
    const context = await setUp();
    const { mailbox, transport } = await openPost(context);
    const [ana = ''] = await registerPeople(context, 1);
    mailbox.answers.set(ana, ['drop']);
    await sendDueMails(context, transport);
    expect(mailbox.unanswered).toHaveLength(1);
    await pass(context, 2 * 60_000);
    await sendDueMails(context, transport);
    expect(mailbox.mails.map(({ parsed }) => parsed.messageId)).toEqual(
      mailbox.unanswered.map(({ parsed }) => parsed.messageId)
    );
  });

  test('is down for a day, nothing is lost and nothing comes twice', async () => {
    const context = await setUp();
    const first = await openMailbox();
    const transport = openTransport({ ...context.config, smtpUrl: first.url });
    opened.push(transport);
    await first.close();
    const people = await registerPeople(context, 4);
    for (let hours = 0; hours < 24; hours += 1) {
      await sendDueMails(context, transport);
      await pass(context, HOUR);
    }
    people.push(...(await registerPeople(context, 2)));
    const again = await openMailbox(Number(new URL(first.url).port));
    opened.push(again);
    for (let hours = 0; hours < 8; hours += 1) {
      await sendDueMails(context, transport);
      await pass(context, HOUR);
    }
    expect(arrivals(again)).toEqual(people.toSorted());
    expect((await outbox(context)).every((row) => row.status === 'sent')).toBe(true);
  }, 60_000);

  test('is down for six days and then greylists for hours, everything arrives', async () => {
    const context = await setUp();
    const first = await openMailbox();
    const transport = openTransport({ ...context.config, smtpUrl: first.url });
    opened.push(transport);
    await first.close();
    const people = await registerPeople(context, 4);
    for (let hours = 0; hours < 6 * 24; hours += 3) {
      await sendDueMails(context, transport);
      await pass(context, 3 * HOUR);
    }
    const again = await openMailbox(Number(new URL(first.url).port));
    opened.push(again);
    const greylisted = Array.from({ length: 8 }, () => ({ refuse: 450, at: 'recipient' }) as const);
    for (const person of people) again.answers.set(person, [...greylisted]);
    for (let minutes = 0; minutes < 8 * 60; minutes += 10) {
      await sendDueMails(context, transport);
      await pass(context, 10 * 60_000);
    }
    expect(arrivals(again)).toEqual(people);
    expect((await outbox(context)).map(({ attempts }) => attempts)).toEqual([8, 8, 8, 8]);
  }, 60_000);

  test('takes every mail and never says so, it is asked less and less often, and then no more', async () => {
    const context = await setUp();
    const { mailbox, transport } = await openPost(context);
    const [ana = ''] = await registerPeople(context, 1);
    mailbox.answers.set(
      ana,
      Array.from({ length: 100 }, () => 'drop')
    );
    for (let minutes = 0; minutes < 60; minutes += 1) {
      await sendDueMails(context, transport);
      await pass(context, 60_000);
    }
    expect(mailbox.unanswered.length).toBeLessThanOrEqual(7);
    for (let tries = 0; tries < 30; tries += 1) {
      await sendDueMails(context, transport);
      await pass(context, 8 * HOUR);
    }
    expect(mailbox.unanswered).toHaveLength(MOST_TRIES);
    expect(await outbox(context)).toMatchObject([{ status: 'failed', payload_sealed: '' }]);
  }, 60_000);

  test('does all of this at once, what arrived and what bounced is everything', async () => {
    const context = await setUp();
    const { mailbox, transport } = await openPost(context);
    const people = await registerPeople(context, 60);
    people.forEach((person, at) =>
      mailbox.answers.set(person, [...(MOODS[at % MOODS.length] ?? [])])
    );
    for (let round = 0; round < 60; round += 1) {
      await sendDueMails(context, transport);
      await pass(context, 5 * 60_000);
    }
    const rows = await outbox(context);
    expect(rows.filter((row) => row.status === 'failed')).toHaveLength(20);
    expect(arrivals(mailbox)).toHaveLength(40);
    expect(new Set(arrivals(mailbox)).size).toBe(40);
    expect(JSON.stringify(rows)).not.toContain('no thanks');
  }, 60_000);
});

onBothDatabases('a row that', (setUp) => {
  test.for(['cannot be opened', 'cannot be written'])(
    '%s blocks nobody, and is given up',
    async (how) => {
      const context = await setUp();
      const { mailbox, transport } = await openPost(context);
      await registerPeople(context, 12);
      if (how === 'cannot be opened')
        await context.db.updateTable('mail_outbox').set({ payload_sealed: 'k1.AAAA' }).execute();
      else await context.db.updateTable('events').set({ status: 'draft' }).execute();
      const well = await registerPeople(context, 3);
      await sendDueMails(context, transport);
      expect(arrivals(mailbox)).toEqual(well);
      const poisoned = (await outbox(context)).filter((row) => row.status === 'pending');
      expect(poisoned.map(({ attempts, error }) => [attempts, error])).toEqual(
        Array.from({ length: 12 }, () => [1, 'unreadable'])
      );
      const failed = async () =>
        (await outbox(context)).filter((row) => row.status === 'failed').length;
      for (let tries = 1; tries < MOST_TRIES; tries += 1) {
        expect(await failed()).toBe(0);
        await pass(context, 8 * HOUR);
        await sendDueMails(context, transport);
      }
      expect(await failed()).toBe(12);
    }
  );
});

/** Greylisted, refused for now after the message, gone, refused for good after the message, cut off, well. */
const MOODS: SmtpAnswer[][] = [
  [{ refuse: 450, at: 'recipient' }, 'ok'],
  [{ refuse: 451, at: 'message' }, { refuse: 421, at: 'recipient' }, 'ok'],
  [{ refuse: 550, at: 'recipient' }],
  [{ refuse: 554, at: 'message' }],
  ['drop', 'ok'],
  ['ok']
];

async function openPost(
  context: TestContext,
  timeout?: number
): Promise<{ mailbox: Mailbox; transport: Transport }> {
  const mailbox = await openMailbox();
  const transport = openTransport({ ...context.config, smtpUrl: mailbox.url }, timeout);
  opened.push(mailbox, transport);
  return { mailbox, transport };
}

/** Registers that many new people for an event of their own; returns their addresses in order. */
async function registerPeople(context: TestContext, count: number): Promise<string[]> {
  const eventId = await publishPanel(context, {
    starts_at: '2027-06-01T00:00:00.000Z',
    start_local: '2027-05-31T18:00'
  });
  const emails = Array.from(
    { length: count },
    (_, at) => `${eventId}-${String(at).padStart(2, '0')}@example.org`
  );
  await registerAll(context, eventId, emails);
  return emails;
}

function arrivals(mailbox: Mailbox): string[] {
  return mailbox.mails.flatMap(({ recipients }) => recipients).toSorted();
}

async function outbox(context: TestContext) {
  return await context.db.selectFrom('mail_outbox').selectAll().orderBy('next_at').execute();
}

async function pass(context: TestContext, milliseconds: number): Promise<void> {
  context.setNow(new Date(context.now().getTime() + milliseconds).toISOString());
}
