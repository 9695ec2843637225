import type { Page } from '@playwright/test';
import { translatorFor } from '../../src/lib/i18n/translator.ts';
import type { Lang } from '../../src/lib/realtime/protocol.ts';
import { ownStatusText } from '../../src/lib/room/own-status.ts';
import { isPublicStatus } from '../../src/lib/schema/question-states.ts';
import type { QuestionState } from '../support/question-states.ts';

type States = ReadonlyMap<string, QuestionState>;

/** What every page must show of the questions in the database. */
export interface Outcome {
  waiting: string[];
  live: QuestionState | undefined;
  queue: QuestionState[];
  published: string[];
  done: string[];
  /** As viewers have it before them: published and in the queue, by votes. */
  listed: QuestionState[];
  answered: string[];
}

export function outcomeOf(states: States): Outcome {
  const all = [...states.values()];
  const having = (...wanted: QuestionState['status'][]) =>
    all.filter(({ status }) => wanted.includes(status));
  return {
    waiting: having('waiting').sort(byArrival).map(idOf),
    live: having('live')[0],
    queue: having('queued').sort((a, b) => (a.position ?? 0) - (b.position ?? 0)),
    published: having('approved').map(idOf).sort(),
    done: having('answered', 'declined', 'merged').map(idOf).sort(),
    listed: having('approved', 'queued').sort((a, b) => b.votes - a.votes || byArrival(a, b)),
    answered: having('answered').map(idOf).sort()
  };
}

/** The sentence that its author must read about a question. */
export function statusLineOf(question: QuestionState, states: States, lang: Lang): string {
  const { id, status, audience, reason, offset } = question;
  const root = status === 'merged' ? rootOf(question, states) : undefined;
  const joined =
    root && isPublicStatus(root.status)
      ? {
          status: root.status,
          lang: root.lang,
          text: {},
          translation: 'none' as const,
          ...minuteOf(root)
        }
      : undefined;
  return ownStatusText(
    {
      ...{ id, status, audience, lang: question.lang, text: {}, translation: 'none' },
      ...{ votes: 0, edited: false, createdAt: question.createdAt },
      ...(reason ? { reason: reason as 'other' } : {}),
      ...(joined ? { joined } : {}),
      ...minuteOf({ status, offset })
    },
    translatorFor(lang)
  );
}

/** What a desk shows in its columns, each read from top to bottom. */
export interface DeskLists {
  waiting: string[];
  stage: string[];
  done: string[];
}

/** Lets in what is new, leaves the selected question, and reads all three columns through. */
export async function readDesk(desk: Page): Promise<DeskLists> {
  // The taller, the sooner it is read.
  const { width = 1280 } = desk.viewportSize() ?? {};
  await desk.setViewportSize({ width, height: 2_400 });
  return desk.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    document.querySelector<HTMLElement>('[data-desk-column] header button')?.click();
    document.querySelector<HTMLElement>('#column-done .row:not(.waiting) .text')?.click();
    await frame();
    const readColumn = async (name: string): Promise<string[]> => {
      const list = document.querySelector<HTMLElement>(`#column-${name}`);
      const places = new Map<string, number>();
      for (let at = 0; list && at <= list.scrollHeight; at += list.clientHeight) {
        list.scrollTop = at;
        for (let frames = 0; frames < 3; frames++) await frame();
        for (const item of list.querySelectorAll<HTMLElement>('li'))
          places.set(
            item.querySelector('[data-row]')?.id.replace('desk-', '') ?? '',
            parseFloat(item.style.top)
          );
      }
      if (list) list.scrollTop = 0;
      return [...places].sort(([, a], [, b]) => a - b).map(([id]) => id);
    };
    return {
      waiting: await readColumn('waiting'),
      stage: await readColumn('stage'),
      done: await readColumn('done')
    };
  });
}

function rootOf(question: QuestionState, states: States): QuestionState | undefined {
  const target = states.get(question.mergedInto ?? '');
  return target?.mergedInto ? rootOf(target, states) : target;
}

function minuteOf({ status, offset }: Pick<QuestionState, 'status' | 'offset'>) {
  return status === 'answered' && offset !== null ? { offset } : {};
}

function byArrival(a: QuestionState, b: QuestionState): number {
  return a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id);
}

function idOf({ id }: QuestionState): string {
  return id;
}
