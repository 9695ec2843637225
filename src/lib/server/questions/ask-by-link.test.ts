import { expect, test } from 'vitest';
import { publishPanel, registerAll } from '../../../../tests/support/attendees.ts';
import { onBothDatabases } from '../../../../tests/support/databases.ts';
import { askByLink } from './ask-by-link.ts';

onBothDatabases('a question by a private link', (setUp) => {
  test('is the same one when it comes again, the fifth too; a sixth has to wait', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { qa: 'open' });
    const [token = ''] = await registerAll(context, eventId, ['ana@example.org']);
    const ask = (text: string) => askByLink(context, token, { text, lang: 'es' });
    for (const text of ['uno', 'dos', 'tres', 'cuatro', 'cinco'])
      expect(await ask(text)).toMatchObject({ ok: true, change: { eventId } });
    expect(await ask('cinco')).toEqual({ ok: true, change: null });
    expect(await ask('seis')).toEqual({ ok: false, code: 'five_waiting' });
  });
});
