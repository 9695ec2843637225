import type { BrowserContextOptions, Page } from '@playwright/test';
import { addModerator } from '../support/add-moderator.ts';
import type { HubProcess } from '../support/hub-process.ts';
import { askedAgain, questionTexts, type TypedQuestion } from '../support/question-texts.ts';
import { makeChance, type Chance } from '../support/seeded-random.ts';
import { makeLine, type DeskLine } from './desk-line.ts';
import { openDesk } from './desk-page.ts';
import { open, PANEL, signIn } from './fixtures.ts';
import type { Moderator } from './hour-moderator.ts';
import { makeLink } from './panel-link.ts';

/** Everybody in a full room, with a page each. */
export interface Scene {
  hub: HubProcess;
  seed: number;
  /** Two with a keyboard and one, in the middle, on a phone. */
  moderators: Moderator[];
  interpreter: { cue: Page; line: DeskLine };
  panelist: Page;
  stage: Page;
  viewers: SeatedViewer[];
  /** What phones ask that only ask. */
  fromPhones: TypedQuestion[];
}

export interface SeatedViewer {
  page: Page;
  lang: 'es' | 'en';
  seed: number;
  texts: TypedQuestion[];
}

interface Staging {
  hub: HubProcess;
  seed: number;
  person: (options?: BrowserContextOptions) => Promise<Page>;
}

const QUESTIONS = 400;
const DUPLICATES = 40;
const VIEWERS = 30;
/** So many questions each viewer's page asks: with the pause between two, that is what fits. */
const EACH = 3;
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const CUE = PANEL.desk.replace('/mesa', '/guia');
const STAGE = PANEL.desk.replace('/mesa', '/pantalla');
const DEMO = { email: 'demo@example.org', password: 'papel-picado' };

/** Lets three moderators, an interpreter, a panelist, a stage and thirty viewers in. */
export async function setScene({ hub, seed, person }: Staging): Promise<Scene> {
  const staff = async (signedIn: typeof DEMO, options: BrowserContextOptions = {}) => {
    const page = await person(options);
    await signIn(page, hub, signedIn);
    return page;
  };
  const sit = async (name: string, page: Page, at: number, onPhone = false) => {
    const line = await makeLine(page, name);
    await openDesk(page, hub.origin);
    return { name, desk: page, line, chance: makeChance(seed + at), onPhone };
  };
  const rosario = await sit('Rosario Demo', await staff(DEMO), 1);
  const phone = await staff(addModerator(hub, 'Marco Luna'), PHONE);
  const marco = await sit('Marco Luna', phone, 2, true);
  const irma = await sit('Irma Vega', await staff(addModerator(hub, 'Irma Vega')), 3);
  const cue = await staff(addModerator(hub, 'Zoe Reyes', 'interpreter'));
  const line = await makeLine(cue, 'Zoe Reyes');
  await open(cue, hub.origin + CUE);
  const stage = await person({ storageState: await rosario.desk.context().storageState() });
  await open(stage, hub.origin + CUE);
  const link = await makeLink(stage, 'Zara Snapp');
  await open(stage, hub.origin + STAGE);
  const panelist = await person();
  await open(panelist, link);
  const texts = allTexts(makeChance(seed));
  const viewers = await Promise.all(
    Array.from({ length: VIEWERS }, (_, index) =>
      seat({ hub, seed: seed + 100 + index, person }, index, texts.splice(0, EACH))
    )
  );
  const moderators = [rosario, marco, irma];
  return {
    hub,
    seed,
    moderators,
    interpreter: { cue, line },
    panelist,
    stage,
    viewers,
    fromPhones: texts
  };
}

async function seat(
  { hub, seed, person }: Staging,
  index: number,
  texts: TypedQuestion[]
): Promise<SeatedViewer> {
  const lang = index % 3 === 2 ? 'en' : 'es';
  const page = await person({ locale: lang === 'es' ? 'es-MX' : 'en-US' });
  await spareTheMachine(page);
  await open(page, hub.origin + (lang === 'es' ? `${PANEL.es}/sala` : `${PANEL.en}/room`));
  return { page, lang, seed, texts };
}

/** Thirty pages share two cores: they live, and are not painted. What they say is in the document all the same. */
async function spareTheMachine(page: Page): Promise<void> {
  const line = await page.context().newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.setBlockedURLs', {
    urls: ['*.woff2', '*.svg', '*.png', '*.webmanifest']
  });
  await page.addInitScript(() =>
    addEventListener('DOMContentLoaded', () => (document.documentElement.style.display = 'none'))
  );
}

/** In the order in which they come; who asks again asks late. A few tell more than they should. */
function allTexts(chance: Chance): TypedQuestion[] {
  const different = questionTexts(QUESTIONS - DUPLICATES);
  const texts = different.map((one, index) =>
    index % 60 === 7 ? { ...one, text: `${one.text} Mi número es 55 1234 5678` } : one
  );
  for (let again = 0; again < DUPLICATES; again++) {
    const at = 40 + Math.floor(chance.next() * (texts.length - 40));
    texts.splice(at, 0, askedAgain(texts[at - 30] ?? { lang: 'es', text: '¿Y el agua?' }));
  }
  return texts;
}
