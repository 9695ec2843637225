import { expect, test } from 'vitest';
import { onBothDatabases } from '../../../../tests/support/databases.ts';
import { JOBS, listJobs, recordRun } from './job-runs.ts';

onBothDatabases('jobs that run by themselves', (setUp) => {
  test('are all known before they ever ran, with their next time', async () => {
    const context = await setUp();
    const jobs = await listJobs(context);
    expect(jobs.map(({ job }) => job)).toEqual(Object.keys(JOBS));
    for (const { ranAt, trouble, nextAt } of jobs) {
      expect([ranAt, trouble]).toEqual([null, null]);
      expect(Date.parse(nextAt ?? '')).toBeGreaterThan(context.now().getTime());
    }
  });

  test('say when they ran, and keep their last trouble without its words', async () => {
    const context = await setUp();
    const purge = async () => (await listJobs(context)).find(({ job }) => job === 'purge');
    const failed = recordRun(context, 'purge', async () => {
      throw new TypeError('ana@example.org');
    });
    await expect(failed).rejects.toThrow('ana@example.org');
    const trouble = { kind: 'TypeError', at: '2026-11-24T18:00:00.000Z' };
    expect(await purge()).toMatchObject({ trouble, failing: true });
    context.setNow('2026-11-25T18:00:00.000Z');
    await recordRun(context, 'purge', async () => undefined);
    expect(await purge()).toMatchObject({
      ranAt: '2026-11-25T18:00:00.000Z',
      trouble,
      failing: false
    });
  });
});
