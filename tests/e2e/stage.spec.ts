import type { Locator, Page } from '@playwright/test';
import { changeDatabase } from '../support/database-state.ts';
import type { HubProcess } from '../support/hub-process.ts';
import { problemsOf } from './accessibility.ts';
import { expect, open, PANEL, test } from './fixtures.ts';

const STAGE = {
  es: '/es/equipo/eventos/guerra-contra-las-drogas-iniciativa-merida/pantalla',
  en: '/en/staff/events/drug-war-merida-initiative/stage'
};
const SPANISH = '¿Qué pasa con los acuerdos de seguridad si México deja la Iniciativa Mérida?';
const ENGLISH = 'What happens to the security agreements if Mexico leaves the Mérida Initiative?';
const OTHER = 'Would legal marijuana in Mexico really weaken the cartels?';
/** As long as questions usually are. */
const USUAL = {
  es: '¿Cómo podemos acompañar desde California a las familias que buscan a sus desaparecidos sin ponerlas en riesgo ante las autoridades locales?',
  en: 'How can we in California stand with families who search for their disappeared relatives without putting them at risk with the local police?'
};

/** Writes into the database of a hub what moderators do elsewhere. */
function prepare(hub: HubProcess, ...statements: [string, ...string[]][]): void {
  for (const [sql, ...values] of statements) changeDatabase(hub, sql, ...values);
}

/** Browsers round type to parts of a pixel, each in its own way: a tenth of one on the smallest stage. */
const ROUNDING = 0.1 / 180;
const ASKED = 'select question_id from question_texts where text = ?';
const PUT_LIVE = `update questions set status = 'live' where id = (${ASKED})`;
const PUT_NEXT = `update questions set status = 'queued', position = 1 where id = (${ASKED})`;
const UNCHECKED = `update question_texts set status = 'suggested' where text = ?`;
const REWRITE = `update question_texts set text = ? where text = ?`;

/** The texts of the live question, in the order of the screen. */
function liveTexts(stage: Page): Locator {
  return stage.locator('.content p');
}

/** What the type looks like: its line as a share of the height, and whether anything is cut off. */
async function measure(stage: Page) {
  await stage.evaluate(() => document.fonts.ready.then(() => new Promise(requestAnimationFrame)));
  return stage.evaluate(() => {
    const [area, text] = [document.querySelector('.area'), document.querySelector('.content p')];
    if (!area || !text) throw new Error('nothing is live');
    const outer = area.getBoundingClientRect();
    const boxes = [...area.querySelectorAll('p')].map((p) => p.getBoundingClientRect());
    const { scrollWidth, scrollHeight } = document.documentElement;
    return {
      line: parseFloat(getComputedStyle(text).lineHeight) / window.innerHeight,
      cut:
        scrollWidth > window.innerWidth ||
        scrollHeight > window.innerHeight ||
        [...area.querySelectorAll('p')].some((p) => p.scrollWidth > p.clientWidth) ||
        boxes.some((box) => box.top < outer.top - 1 || box.bottom > outer.bottom + 1) ||
        [...document.querySelectorAll('main > *')].some(
          (part) => part.getBoundingClientRect().right > window.innerWidth
        )
    };
  });
}

test('the stage shows the live question in both languages, the original first, and what comes next', async ({
  hub,
  moderator
}) => {
  prepare(hub, [PUT_LIVE, SPANISH], [PUT_NEXT, OTHER]);
  const stage = await moderator(hub);
  await open(stage, hub.origin + STAGE.en);
  await expect(liveTexts(stage)).toHaveText([SPANISH, ENGLISH]);
  await expect(liveTexts(stage).first()).toHaveAttribute('lang', 'es');
  await expect(stage.getByText('Unchecked translation')).toHaveCount(0);
  await expect(stage.getByRole('region', { name: 'Next / Siguen' })).toContainText(OTHER);
  await expect(stage.getByRole('img', { name: /QR code/ })).toHaveAttribute(
    'data-address',
    `${hub.origin}${PANEL.en}/room`
  );
});

test('a translation that nobody has checked says so, in its own language', async ({
  hub,
  moderator
}) => {
  prepare(hub, [PUT_LIVE, SPANISH], [UNCHECKED, ENGLISH]);
  const stage = await moderator(hub);
  for (const layout of ['both', 'en', 'lower']) {
    await open(stage, `${hub.origin}${STAGE.es}?layout=${layout}`);
    await expect(stage.getByText('Unchecked translation')).toBeVisible();
  }
  await open(stage, `${hub.origin}${STAGE.es}?layout=es`);
  await expect(liveTexts(stage)).toHaveText([SPANISH]);
  await expect(stage.getByText('Unchecked translation')).toHaveCount(0);
});

test('a question without translation fills the stage and says which language it is in', async ({
  hub,
  moderator
}) => {
  prepare(hub, [PUT_LIVE, OTHER]);
  const stage = await moderator(hub);
  await open(stage, hub.origin + STAGE.es);
  await expect(liveTexts(stage)).toHaveText([OTHER]);
  await expect(stage.getByText('En inglés', { exact: true })).toBeVisible();
});

test('while nothing is live it shows the event and the way into the room', async ({
  hub,
  moderator
}) => {
  const stage = await moderator(hub);
  await open(stage, hub.origin + STAGE.es);
  await expect(stage.getByRole('heading', { level: 1 })).toContainText('Iniciativa Mérida');
  await expect(stage.getByText('Pregunta desde tu teléfono')).toBeVisible();
  await expect(stage.getByText('Ask from your phone')).toBeVisible();
  await open(stage, `${hub.origin}${STAGE.es}?layout=lower`);
  await expect(stage.getByText('Pregunta desde tu teléfono')).toHaveCount(0);
});

test('type fills the stage from 320 to 3840 pixels and is never cut; a usual line is 6 % of the height', async ({
  hub,
  moderator
}) => {
  prepare(
    hub,
    [PUT_LIVE, SPANISH],
    [PUT_NEXT, OTHER],
    [REWRITE, USUAL.es, SPANISH],
    [REWRITE, USUAL.en, ENGLISH]
  );
  const stage = await moderator(hub);
  const lines: Record<string, number> = {};
  for (const [width, height] of [
    [3840, 2160],
    [1920, 1080],
    [1280, 720],
    [1024, 768],
    [640, 360],
    [320, 180],
    [390, 844],
    [320, 568]
  ] as const) {
    await stage.setViewportSize({ width, height });
    for (const layout of ['both', 'en', 'lower']) {
      await open(stage, `${hub.origin}${STAGE.es}?layout=${layout}`);
      const { line, cut } = await measure(stage);
      expect(cut, `${layout} at ${width} × ${height} is cut`).toBe(false);
      if (width > height * (layout === 'lower' ? 1.7 : 1))
        lines[`${layout} ${width} × ${height}`] = line;
    }
  }
  expect(Object.entries(lines).filter(([, line]) => line < 0.06 - ROUNDING)).toEqual([]);
});

test('the longest questions and words are never cut', async ({ hub, moderator }) => {
  const longest = `${'Desinstitucionalización '.repeat(13)}https://example.org/${'a'.repeat(60)}`;
  prepare(hub, [PUT_LIVE, SPANISH], [REWRITE, longest, SPANISH], [REWRITE, longest, ENGLISH]);
  const stage = await moderator(hub);
  for (const [width, height] of [
    [1920, 1080],
    [320, 568],
    [320, 180]
  ] as const) {
    await stage.setViewportSize({ width, height });
    await open(stage, hub.origin + STAGE.es);
    expect((await measure(stage)).cut, `${width} × ${height}`).toBe(false);
  }
});

test('keys switch the layout and the code, and a reload brings the same picture back', async ({
  hub,
  moderator
}) => {
  prepare(hub, [PUT_LIVE, SPANISH]);
  const stage = await moderator(hub);
  await open(stage, hub.origin + STAGE.es);
  await stage.keyboard.press('3');
  await expect(liveTexts(stage)).toHaveText([ENGLISH]);
  await stage.keyboard.press('s');
  await expect(liveTexts(stage)).toHaveText([SPANISH]);
  await stage.keyboard.press('q');
  await expect(stage.getByRole('img', { name: 'Código QR' })).toHaveCount(0);
  await expect(stage).toHaveURL(/\?layout=es&qr=0$/);
  await stage.reload();
  await expect(liveTexts(stage)).toHaveText([SPANISH]);
  await expect(stage.getByRole('img', { name: 'Código QR' })).toHaveCount(0);
});

test('the controls come with the mouse, go by themselves, and the keys can be switched off', async ({
  hub,
  moderator
}) => {
  prepare(hub, [PUT_LIVE, SPANISH]);
  const stage = await moderator(hub);
  await open(stage, hub.origin + STAGE.es);
  const tools = stage.getByRole('group', { name: 'Controles de la pantalla' });
  await expect(tools).not.toHaveClass(/shown/);
  await stage.mouse.move(200, 300);
  await tools.getByRole('button', { name: 'Inglés' }).click();
  await expect(liveTexts(stage)).toHaveText([ENGLISH]);
  await tools.getByLabel('Usar teclas').uncheck();
  await stage.keyboard.press('1');
  await stage.keyboard.press('q');
  // A button after the keys: had they been heard, more than this would have changed.
  await tools.getByRole('button', { name: 'Español' }).click();
  await expect(stage).toHaveURL(/\?layout=es$/);
  await tools.getByLabel('Usar teclas').check();
  await stage.keyboard.press('1');
  await expect(liveTexts(stage)).toHaveText([SPANISH, ENGLISH]);
  await tools.getByLabel('Usar teclas').blur();
  await expect(tools).not.toHaveClass(/shown/, { timeout: 5_000 });
});

test('over a video only the question is painted', async ({ hub, moderator }) => {
  prepare(hub, [PUT_LIVE, SPANISH]);
  const stage = await moderator(hub);
  for (const colorScheme of ['light', 'dark'] as const) {
    await stage.emulateMedia({ colorScheme });
    await open(stage, `${hub.origin}${STAGE.es}?layout=lower`);
    const picture = await stage.screenshot({ omitBackground: true });
    const alphas = await stage.evaluate(
      async (bytes) => {
        const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
        const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', {
          willReadFrequently: true
        });
        context?.drawImage(bitmap, 0, 0);
        const alpha = (x: number, y: number) => context?.getImageData(x, y, 1, 1).data[3];
        return [
          alpha(5, 5),
          alpha(bitmap.width / 2, 100),
          alpha(bitmap.width / 2, bitmap.height - 60)
        ];
      },
      [...picture]
    );
    expect(alphas).toEqual([0, 0, 255]);
  }
});

test('the stage follows the desk, stays as it is while the hub is away, and comes back', async ({
  hub,
  moderator
}) => {
  prepare(hub, [PUT_LIVE, SPANISH]);
  const desk = await moderator(hub);
  const stage = await desk.context().newPage();
  await open(stage, hub.origin + STAGE.es);
  await open(desk, hub.origin + PANEL.desk);
  await hub.stop();
  await expect(stage.getByRole('status')).toContainText('Sin conexión');
  await expect(liveTexts(stage)).toHaveText([SPANISH, ENGLISH]);
  await hub.start();
  await expect(stage.getByRole('status')).toBeEmpty({ timeout: 20_000 });

  await expect(desk.getByText('con conexión')).toBeVisible({ timeout: 20_000 });
  await desk.getByRole('listitem').filter({ hasText: OTHER }).first().click();
  await desk.keyboard.press('l');
  await expect(liveTexts(stage)).toHaveText([OTHER], { timeout: 20_000 });
});

test('signing out leaves the picture as it is, and says that nothing new will come', async ({
  hub,
  moderator
}) => {
  prepare(hub, [PUT_LIVE, SPANISH]);
  const stage = await moderator(hub);
  let bytes = '';
  stage.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => (bytes += payload.toString()))
  );
  await open(stage, hub.origin + STAGE.es);
  await expect.poll(() => bytes).toContain('changes');
  const other = await stage.context().newPage();
  await open(other, `${hub.origin}/es/equipo`);
  await other.getByRole('button', { name: 'Salir' }).click();
  await expect(stage.getByRole('status')).toContainText('La sesión se cerró');
  await expect(liveTexts(stage)).toHaveText([SPANISH, ENGLISH]);
});

test('what is not published never reaches the stage', async ({ hub, moderator }) => {
  const stage = await moderator(hub);
  let bytes = '';
  stage.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => (bytes += payload.toString()))
  );
  await open(stage, hub.origin + STAGE.es);
  await expect.poll(() => bytes).toContain('changes');
  bytes += await stage.content();
  expect(bytes).toContain('Iniciativa');
  expect(bytes).not.toContain('aranceles');
});

test('strangers are led to the sign-in and back to the same layout', async ({ hub, person }) => {
  const page = await person();
  await open(page, `${hub.origin}${STAGE.es}?layout=lower`);
  await page.getByLabel('Correo', { exact: true }).fill('demo@example.org');
  await page.getByLabel('Contraseña').fill('papel-picado');
  await page.getByRole('button', { name: 'Entrar' }).click();
  await expect(page).toHaveURL(`${hub.origin}${STAGE.es}?layout=lower`);
});

test('the stage is accessible in both languages, with and without a question', async ({
  hub,
  moderator
}) => {
  const stage = await moderator(hub);
  const problems: string[] = [];
  const check = async (path: string) => {
    await open(stage, hub.origin + path);
    await stage.mouse.move(200, 300);
    problems.push(...(await problemsOf(stage)).map((problem) => `${path} ${problem}`));
  };
  await check(STAGE.es);
  await check(STAGE.en);
  prepare(hub, [PUT_LIVE, SPANISH], [PUT_NEXT, OTHER], [UNCHECKED, ENGLISH]);
  for (const path of [STAGE.es, STAGE.en])
    for (const layout of ['both', 'en', 'lower']) await check(`${path}?layout=${layout}`);
  expect(problems).toEqual([]);
});
