import type { Locale } from '$lib/i18n/locales.ts';

/** How the stage is laid out: both languages, one, or the lower third of a video. */
export const STAGE_LAYOUTS = ['both', 'es', 'en', 'lower'] as const;
export type StageLayout = (typeof STAGE_LAYOUTS)[number];

/** What a stage shows besides the question; it is kept in the address. */
export interface StageView {
  layout: StageLayout;
  qr: boolean;
}

/** A change of the view, or something that the browser does. */
export type StageCommand = StageLayout | 'qr' | 'full';

/** Each command's keys: a number that any keyboard has, and a letter to remember. */
const KEYS: Record<string, StageCommand> = {
  '1': 'both',
  b: 'both',
  '2': 'es',
  s: 'es',
  '3': 'en',
  e: 'en',
  '4': 'lower',
  t: 'lower',
  q: 'qr',
  f: 'full'
};

export function stageCommandOf(key: string): StageCommand | undefined {
  return Object.hasOwn(KEYS, key.toLowerCase()) ? KEYS[key.toLowerCase()] : undefined;
}

/** Reads `?layout=` and `?qr=`; over a video there is no QR code unless it is asked for. */
export function readStageView(query: URLSearchParams): StageView {
  const layout = STAGE_LAYOUTS.find((known) => known === query.get('layout')) ?? 'both';
  const qr = query.get('qr');
  return { layout, qr: qr === null ? layout !== 'lower' : qr !== '0' };
}

/** The query of a view: what OBS is given, and what a reload brings back. */
export function stageQuery({ layout, qr }: StageView): string {
  return `?layout=${layout}${qr === (layout !== 'lower') ? '' : `&qr=${qr ? 1 : 0}`}`;
}

/** The view after a command; the QR code leaves when the stage becomes a lower third, and comes back after it. */
export function changeView(view: StageView, command: Exclude<StageCommand, 'full'>): StageView {
  if (command === 'qr') return { ...view, qr: !view.qr };
  const wasLower = view.layout === 'lower';
  return { layout: command, qr: command !== 'lower' && (wasLower || view.qr) };
}

/** The one language that a layout speaks, or null for both. */
export function onlyLanguage(layout: StageLayout): Locale | null {
  return layout === 'es' || layout === 'en' ? layout : null;
}
