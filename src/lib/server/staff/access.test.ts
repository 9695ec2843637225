import { expect, test } from 'vitest';
import { publishPanel } from '../../../../tests/support/attendees.ts';
import { onBothDatabases } from '../../../../tests/support/databases.ts';
import { publishEvent } from '../../../../tests/support/events.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import type { StaffRole } from '../db/schema.ts';
import { findStaffEvent, hasRole, MODERATING, READING } from './access.ts';

const ROLES: StaffRole[] = ['admin', 'organizer', 'moderator', 'interpreter'];

onBothDatabases('access of staff', (setUp) => {
  test('to one event is for the roles that are named, for that event or for all', async () => {
    const context = await setUp();
    const [mine, other] = [
      await publishEvent(context, { slug: 'mesa' }),
      await publishEvent(context, { slug: 'otra' })
    ];
    for (const role of ROLES) {
      const [everywhere, here] = [
        await addStaff(context, role),
        await addStaff(context, role, mine)
      ];
      const moderates = role !== 'interpreter';
      for (const [user, slug, allowed] of [
        [everywhere, 'mesa', true],
        [everywhere, 'otra', true],
        [here, 'mesa', true],
        [here, 'otra', false]
      ] as const) {
        const eventId = slug === 'mesa' ? mine : other;
        const label = `${role} of ${user === here ? 'one event' : 'all'} in ${slug}`;
        expect((await findStaffEvent(context.db, user.id, slug, MODERATING)) !== null, label).toBe(
          allowed && moderates
        );
        expect((await findStaffEvent(context.db, user.id, slug, READING)) !== null, label).toBe(
          allowed
        );
        expect(await hasRole(context.db, user.id, eventId, MODERATING), label).toBe(
          allowed && moderates
        );
        expect(await hasRole(context.db, user.id, eventId, READING), label).toBe(allowed);
      }
    }
  });

  test('is nobody’s without a role, without a name, or once disabled', async () => {
    const context = await setUp();
    const eventId = await publishEvent(context, { slug: 'mesa' });
    const [disabled, bare] = [await addStaff(context, 'admin'), await addStaff(context, 'admin')];
    await context.db
      .updateTable('staff_users')
      .set({ disabled_at: context.now().toISOString() })
      .where('id', '=', disabled.id)
      .execute();
    await context.db.deleteFrom('staff_roles').where('user_id', '=', bare.id).execute();
    for (const id of [disabled.id, bare.id, '', 'nobody']) {
      expect(await findStaffEvent(context.db, id, 'mesa', READING)).toBeNull();
      expect(await hasRole(context.db, id, eventId, READING)).toBe(false);
    }
  });

  test('is by the slug of either language, drafts too, and tells both', async () => {
    const context = await setUp();
    const id = await publishPanel(context, { status: 'draft' });
    const user = await addStaff(context, 'moderator', id);
    const slug = { es: `panel-es-${id}`, en: `panel-en-${id}` };
    expect(await findStaffEvent(context.db, user.id, slug.es, MODERATING)).toEqual({ id, slug });
    expect(await findStaffEvent(context.db, user.id, slug.en, MODERATING)).toEqual({ id, slug });
    expect(await findStaffEvent(context.db, user.id, 'nothing', MODERATING)).toBeNull();
  });
});
