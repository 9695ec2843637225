import * as v from 'valibot';
import type { Context } from '../context.ts';
import type {
  DraftMailPayload,
  RsvpMailPayload,
  SealedPayload,
  StaffLinkPayload
} from './message.ts';

const instants = { startsAt: v.string(), endsAt: v.string(), zone: v.string() };
const whenSchema = v.variant('type', [
  v.object({ type: v.literal('timed'), ...instants, local: v.string() }),
  v.object({
    type: v.literal('dates'),
    ...instants,
    firstDay: v.string(),
    lastDay: v.string(),
    days: v.number()
  })
]);

const draftSchema = v.object({ address: v.string(), name: v.string() });
const staffLinkSchema = v.object({ ...draftSchema.entries, token: v.string() });

/** What a row holds sealed; fields that came later are optional, for rows from before. */
const payloadSchema = v.object({
  ...draftSchema.entries,
  sequence: v.number(),
  status: v.nullable(v.picklist(['confirmed', 'waitlisted', 'offered', 'cancelled'])),
  position: v.nullable(v.number()),
  offerExpiresAt: v.nullable(v.string()),
  before: v.optional(
    v.nullable(
      v.object({
        when: whenSchema,
        place: v.object({ es: v.exactOptional(v.string()), en: v.exactOptional(v.string()) }),
        cancelled: v.boolean()
      })
    ),
    null
  ),
  startsAt: v.optional(v.nullable(v.string()), null)
});

export function sealPayload({ keys }: Context, payload: SealedPayload): string {
  return keys.seal(JSON.stringify(payload), 'mail.payload');
}

/** What the moment knew of a mail. Throws when it was sealed with another key, or was changed. */
export function openPayload(context: Context, sealed: string): RsvpMailPayload {
  return v.parse(payloadSchema, openJson(context, sealed));
}

/** The same of a draft's mail. */
export function openDraftPayload(context: Context, sealed: string): DraftMailPayload {
  return v.parse(draftSchema, openJson(context, sealed));
}

/** The same of the mail with a link for staff. */
export function openStaffLinkPayload(context: Context, sealed: string): StaffLinkPayload {
  return v.parse(staffLinkSchema, openJson(context, sealed));
}

function openJson({ keys }: Context, sealed: string): unknown {
  return JSON.parse(keys.open(sealed, 'mail.payload'));
}
