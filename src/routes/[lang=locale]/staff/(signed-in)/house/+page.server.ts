import { error, fail, type RequestEvent } from '@sveltejs/kit';
import {
  houseColoursSchema,
  houseNameSchema,
  houseRetentionSchema,
  testSentenceSchema
} from '$lib/schema/house.ts';
import { parseForm, type FormSchema, type ParsedForm } from '$lib/schema/parse-form.ts';
import { makeCopy } from '$lib/server/backup/copies.ts';
import { loadHouseSettings } from '$lib/server/house/load-settings.ts';
import { removeLogo, saveLogo } from '$lib/server/house/logo.ts';
import { saveHouseColours, saveHouseName } from '$lib/server/house/save-house.ts';
import { saveRetention } from '$lib/server/house/save-retention.ts';
import { sendTestMail } from '$lib/server/house/test-mail.ts';
import { describeError } from '$lib/server/log.ts';
import { openTranslator } from '$lib/server/questions/suggest-translation.ts';
import { isAdmin } from '$lib/server/staff/access.ts';
import type { Actions, PageServerLoad } from './$types';

/** The house for its admins; for everybody else there is no such page. */
export const load: PageServerLoad = async (event) => {
  const { hub, staff, lang } = await admin(event);
  const settings = await loadHouseSettings(hub, staff.id, lang);
  if (!settings) error(404, 'not_found');
  return {
    settings,
    round: hub.outbox?.lastRound() ?? null,
    address: staff.email,
    zone: event.locals.zone ?? 'UTC'
  };
};

export const actions: Actions = {
  name: async (event) => {
    const { hub, staff, form } = await read(event, houseNameSchema);
    if (!form.ok) return fail(400, { about: 'name' as const, ...problems(form) });
    const { version, nameEs, nameEn } = form.value;
    const change = { staffId: staff.id, version };
    const outcome = await saveHouseName(hub, change, { es: nameEs, en: nameEn });
    return answer('name', outcome, { nameEs: nameEs ?? '', nameEn: nameEn ?? '' });
  },
  colours: async (event) => {
    const { hub, staff, form } = await read(event, houseColoursSchema);
    if (!form.ok) return fail(400, { about: 'colours' as const, ...problems(form) });
    const { version, light, dark } = form.value;
    const outcome = await saveHouseColours(hub, { staffId: staff.id, version }, { light, dark });
    return answer('colours', outcome, { light, dark });
  },
  retention: async (event) => {
    const { hub, staff, form } = await read(event, houseRetentionSchema);
    if (!form.ok) return fail(400, { about: 'retention' as const, ...problems(form) });
    const { version, days, sure } = form.value;
    const change = { staffId: staff.id, version };
    const outcome = await saveRetention(hub, change, days, sure !== '');
    return answer('retention', outcome, { days: String(days) });
  },
  logo: async (event) => {
    const { hub, staff } = await admin(event);
    const data = await event.request.formData();
    const file = data.get('file');
    const bytes = file instanceof File ? Buffer.from(await file.arrayBuffer()) : Buffer.alloc(0);
    const change = { staffId: staff.id, version: Number(data.get('version')) };
    return answer('logo', await saveLogo(hub, change, bytes), {});
  },
  removeLogo: async (event) => {
    const { hub, staff } = await admin(event);
    const version = Number((await event.request.formData()).get('version'));
    return answer('logo', await removeLogo(hub, { staffId: staff.id, version }), {});
  },
  mail: async (event) => {
    const { hub, staff, lang } = await admin(event);
    const outcome = await sendTestMail(hub, staff, lang);
    hub.outbox.wake();
    return answer('mail', outcome, {});
  },
  backup: async (event) => {
    const { hub, staff } = await admin(event);
    const outcome = await makeCopy(hub, staff.id).catch((thrown: unknown) => {
      hub.log.error({ error: describeError(thrown) }, 'backup failed');
      return { ok: false as const, code: 'failed' as const };
    });
    return answer('backup', outcome, {});
  },
  engine: async (event) => {
    const { hub, form } = await read(event, testSentenceSchema);
    if (!form.ok) return fail(400, { about: 'engine' as const, ...problems(form) });
    const { text } = form.value;
    const translator = openTranslator(hub.config);
    if (!translator) error(404, 'not_found');
    try {
      const translated = await translator.ask(text, 'es', 'en');
      return { about: 'engine' as const, translated, values: { text } };
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown.name : 'unknown';
      return fail(502, { about: 'engine' as const, reason, values: { text } });
    }
  }
};

/** Whoever administers the house, else 404: to everybody else it is no page. */
async function admin({ locals: { hub, staff, lang } }: RequestEvent) {
  if (!staff) error(403, 'forbidden');
  if (!(await isAdmin(hub.db, staff.id))) error(404, 'not_found');
  return { hub, staff, lang };
}

/** Asks who is there before it reads what comes. */
async function read<S extends FormSchema>(event: RequestEvent, schema: S) {
  const known = await admin(event);
  return { ...known, form: parseForm(await event.request.formData(), schema) };
}

function problems<S extends FormSchema>(form: Extract<ParsedForm<S>, { ok: false }>) {
  const errors: Partial<Record<string, string>> = form.errors;
  const values: Record<string, string> = form.values;
  return { errors, values };
}

/** What became of a form, named by its part of the page; a refusal keeps what was typed. */
function answer<About extends string, Outcome extends { ok: boolean }>(
  about: About,
  outcome: Outcome,
  values: Record<string, string>
) {
  if (outcome.ok) return { about, outcome, values: undefined };
  return fail(409, { about, outcome, values });
}
