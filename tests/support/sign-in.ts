import type { HubProcess } from './hub-process.ts';
import { PASSWORD } from './staff.ts';

/** Signs somebody of `addStaff` in by the form, without a browser. Returns what a `cookie` header says from then on. */
export async function signInByForm({ origin }: HubProcess, email: string): Promise<string> {
  const answer = await fetch(`${origin}/es/equipo/entrar`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin, accept: 'text/html' },
    body: new URLSearchParams({ email, password: PASSWORD })
  });
  if (answer.status !== 303) throw new Error(`the sign-in answered ${answer.status}`);
  const cookies = answer.headers.getSetCookie();
  return cookies.map((cookie) => cookie.split(';', 1)[0]).join('; ');
}
