import { deserialize } from '$app/forms';
import type { ActionResult } from '@sveltejs/kit';

/** Sends fields to a form action without a form; answers as `use:enhance` would get it. */
export async function postAction(
  address: string,
  fields: Record<string, string> = {}
): Promise<ActionResult> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const response = await fetch(address, {
    method: 'POST',
    body,
    headers: { 'x-sveltekit-action': 'true' }
  });
  return deserialize(await response.text());
}
