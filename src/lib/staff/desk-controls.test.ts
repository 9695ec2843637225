import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onBothDatabases } from '../../../tests/support/databases.ts';
import { openWith } from '../../../tests/support/desk.ts';
import { DeskControls } from './desk-controls.svelte.ts';

// No page is open: whatever would get the focus is not there.
beforeEach(() => {
  vi.stubGlobal('document', { getElementById: () => null, activeElement: null });
  vi.stubGlobal('requestAnimationFrame', (next: () => void) => setTimeout(next));
});
afterEach(() => void vi.unstubAllGlobals());

onBothDatabases('the marks of a desk', (setUp) => {
  test('declining one question leaves the marks of the others', async () => {
    const { ana, ids } = await openWith(await setUp(), 3);
    const { list } = ana.desk;
    const controls = new DeskControls(ana.desk, () => 'es');
    for (const id of ids) list.mark(id);
    await controls.decline('off_topic');
    expect(list.find(ids[0])?.status).toBe('declined');
    expect([...list.marked]).toEqual(ids.slice(1));
  });

  test.for(['approve', 'decline'] as const)(
    'what is marked while the hub answers to %s all is kept',
    async (does) => {
      const { ana, ids } = await openWith(await setUp(), 3);
      const { list } = ana.desk;
      const controls = new DeskControls(ana.desk, () => 'es');
      const [first, second, later = ''] = ids;
      for (const id of [first, second]) list.mark(id ?? '');
      controls.open({ kind: 'bulk' });
      const decided = does === 'approve' ? controls.approveMarked() : controls.decline('other');
      list.mark(later);
      await decided;
      expect([...list.marked]).toEqual([later]);
      expect(list.columns.waiting.map(({ id }) => id)).toEqual([later]);
    }
  );
});
