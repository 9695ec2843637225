import { deserialize } from '$app/forms';
import type { EventContent } from '$lib/schema/event-fields.ts';
import type { SaveAnswer, SendOutcome } from './event-editor.svelte.ts';

/** Sends fields to the editor at `path`, the event's own: whoever has gone on is at another page by then. */
export async function sendEdit(
  path: string,
  base: EventContent,
  values: EventContent
): Promise<SendOutcome> {
  const body = new FormData();
  body.set('base', JSON.stringify(base));
  for (const [field, value] of Object.entries(values)) body.set(field, value);
  const answer = await postTo(`${path}?/save`, body);
  if (answer === null) return { ok: false, code: 'unreachable' };
  return answer.type === 'success' || (answer.type === 'failure' && answer.status === 409)
    ? { ok: true, ...(answer.data as unknown as SaveAnswer) }
    : {
        ok: false,
        code: answer.type === 'error' && (answer.status ?? 500) >= 500 ? 'unreachable' : 'gone'
      };
}

/** The answer of a form action; null when the hub cannot be reached. */
export async function postTo(action: string, body: FormData) {
  try {
    const response = await fetch(action, {
      method: 'POST',
      body,
      headers: { accept: 'application/json', 'x-sveltekit-action': 'true' }
    });
    return deserialize(await response.text());
  } catch {
    return null;
  }
}
