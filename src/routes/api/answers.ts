import { json } from '@sveltejs/kit';

/** What the public API refuses with. */
export type ApiCode = 'not_found' | 'invalid' | 'method_not_allowed';

const STATUS: Record<ApiCode, number> = { not_found: 404, invalid: 400, method_not_allowed: 405 };
const TITLE: Record<ApiCode, string> = {
  not_found: 'Not found',
  invalid: 'Invalid request',
  method_not_allowed: 'Method not allowed'
};

/** A refusal as RFC 9457 describes it, with a `code` for programs. */
export function problem(code: ApiCode): Response {
  const body = { type: 'about:blank', title: TITLE[code], status: STATUS[code], code };
  return json(body, {
    status: STATUS[code],
    headers: { 'content-type': 'application/problem+json' }
  });
}

/** Public data, readable from any site. */
export function publicJson(body: unknown): Response {
  return json(body, {
    headers: { 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=30' }
  });
}
