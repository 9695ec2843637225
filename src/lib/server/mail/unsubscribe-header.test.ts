import { expect, test } from 'vitest';
import { publishPanel, registration } from '../../../../tests/support/attendees.ts';
import { onBothDatabases } from '../../../../tests/support/databases.ts';
import { openMailbox } from '../../../../tests/support/mailbox.ts';
import { announceRecord } from '../rsvps/announce-record.ts';
import { registerAttendee } from '../rsvps/register-attendee.ts';
import { sendDueMails } from './send-due.ts';
import { openTransport } from './transport.ts';

onBothDatabases('the way out of a mail', (setUp) => {
  test('is one click where the mail is news, and absent where it is about a place', async () => {
    const context = await setUp();
    const mailbox = await openMailbox();
    const transport = openTransport({ ...context.config, smtpUrl: mailbox.url });
    const eventId = await publishPanel(context);
    await registerAttendee(context, registration(eventId, { news: true, lang: 'en' }));
    await sendDueMails(context, transport);
    context.setNow('2026-12-03T00:00:00.000Z');
    await announceRecord(context, eventId);
    await sendDueMails(context, transport);
    await transport.close();
    await mailbox.close();
    const [place = '', news = ''] = mailbox.mails.map(({ raw }) => raw.replace(/\r\n[ \t]+/g, ' '));
    expect(place).not.toMatch(/^List-/im);
    expect(news).toMatch(
      /^List-Unsubscribe: <https:\/\/hub\.example\.org\/en\/unsubscribe\/[\w.-]+>\r$/m
    );
    expect(news).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
  });
});
