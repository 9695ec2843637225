import * as v from 'valibot';
import { translatorFor } from '../../i18n/translator.ts';
import type { Answers, RefusalCode, Refused } from '../../realtime/protocol.ts';
import { refusalCode } from '../../schema/refusal.ts';
import { BusyError, isDiskTrouble } from '../db/transaction.ts';
import { describeError } from '../log.ts';
import type { Realtime, RoomSocket } from './room-socket.ts';
import { stillAdmitted } from './still-admitted.ts';

/** A refusal without its sentence; the guard adds it in the client's language. */
export type Refusal = Omit<Refused, 'message'>;
type Answer<Event extends keyof Answers> = ({ ok: true } & Answers[Event]) | Refusal;

/** A person sends a few events a second; more than this is a program. */
const BURST = 40;
const PER_SECOND = 10;
const DEPTH_MAX = 6;
const UNKNOWN_PER_MINUTE = 10;

/**
 * Puts a handler behind everything a stranger may try: exactly one plain object and an acknowledgement,
 * bounded depth, the schema, a limit per socket. Whatever the handler throws becomes `busy`: the socket
 * and the process live on.
 */
export function guard<Event extends keyof Answers, Schema extends v.GenericSchema>(
  realtime: Realtime,
  socket: RoomSocket,
  event: Event,
  schema: Schema,
  handle: (input: v.InferOutput<Schema>) => Promise<Answer<Event>>
): void {
  const allow = bucketOf(socket);
  const listener = (...args: unknown[]): void => {
    const ack = args.at(-1);
    if (typeof ack !== 'function') return;
    const reply = (answer: Answer<Event>): void => {
      ack(answer.ok ? answer : { ...answer, message: sentence(socket, answer) });
    };
    if (!allow()) return reply({ ok: false, code: 'rate_limited', retryAfter: 1 });
    if (args.length !== 2 || !isShallowObject(args[0]))
      return reply({ ok: false, code: 'invalid' });
    const parsed = v.safeParse(schema, args[0]);
    if (!parsed.success) return reply({ ok: false, code: refusalCode(parsed.issues) });
    const answer = stillAdmitted(realtime, socket).then((admitted) =>
      admitted ? handle(parsed.output) : { ok: false as const, code: 'forbidden' as const }
    );
    answer.then(reply, (error: unknown) => {
      if (!(error instanceof BusyError) && !isDiskTrouble(error))
        realtime.log.error({ event, error: describeError(error) }, 'socket handler failed');
      reply({ ok: false, code: 'busy', retryAfter: 2 });
    });
  };
  // The typed events promise shapes that a stranger need not keep, so the listener takes anything.
  (socket as { on(name: string, listener: (...args: unknown[]) => void): unknown }).on(
    event,
    listener
  );
}

/** Closes a socket that keeps sending events which do not exist. */
export function countUnknownEvents(socket: RoomSocket): void {
  let count = 0;
  let since = performance.now();
  socket.onAny((event: string) => {
    if (socket.listenerCount(event as 'ask') > 0) return;
    if (performance.now() - since > 60_000) [count, since] = [0, performance.now()];
    if (++count > UNKNOWN_PER_MINUTE) socket.disconnect(true);
  });
}

function sentence(socket: RoomSocket, refusal: Refusal): string {
  const t = translatorFor(socket.data.lang);
  const codes: Record<RefusalCode, string> = {
    invalid: refusal.why ? t(`errors:socket.${refusal.why}`) : t('errors:socket.invalid'),
    too_long: t('errors:socket.too_long'),
    rate_limited: refusal.retryAfter
      ? t('errors:socket.rate_limited', { count: refusal.retryAfter })
      : t('errors:socket.too_many_waiting'),
    closed: t('errors:socket.closed'),
    forbidden: t('errors:socket.forbidden'),
    not_found: t('errors:socket.not_found'),
    conflict: refusal.by
      ? t('errors:socket.conflict_by', { name: refusal.by })
      : t('errors:socket.conflict'),
    busy: t('errors:socket.busy')
  };
  return codes[refusal.code];
}

const buckets = new WeakMap<RoomSocket, () => boolean>();

/** One bucket per socket, shared by all its events. */
function bucketOf(socket: RoomSocket): () => boolean {
  const known = buckets.get(socket) ?? newBucket();
  buckets.set(socket, known);
  return known;
}

function newBucket(): () => boolean {
  let tokens = BURST;
  let filled = performance.now();
  return () => {
    const now = performance.now();
    tokens = Math.min(BURST, tokens + ((now - filled) / 1000) * PER_SECOND);
    filled = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}

function isShallowObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && depthWithin(value, DEPTH_MAX);
}

function depthWithin(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Buffer.isBuffer(value) || levels === 0) return false;
  return Object.values(value).every((inner) => depthWithin(inner, levels - 1));
}
