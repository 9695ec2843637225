import type { Executor } from '../db/schema.ts';
import { countBySource, type EventSource } from '../partners/event-sources.ts';
import { blurSmallestGroups, type ShownCount } from './small-counts.ts';

export interface SourceFigure {
  /** Null for those that came by no partner's link. */
  partner: Pick<EventSource, 'name' | 'isFormer'> | null;
  count: ShownCount;
}

/** By which partner's link RSVPs came; none where nobody had a link to give. */
export async function loadSources(executor: Executor, eventId: string): Promise<SourceFigure[]> {
  const sources = await countBySource(executor, eventId);
  if (sources.length < 2) return [];
  const shown = blurSmallestGroups(sources.map(({ rsvps }) => rsvps));
  return sources.map(({ partner }, index) => ({
    partner: partner && { name: partner.name, isFormer: partner.isFormer },
    count: shown[index] ?? { kind: 'hidden', people: null }
  }));
}
