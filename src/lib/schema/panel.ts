import * as v from 'valibot';
import { requiredText } from './text.ts';

const id = v.pipe(v.string('invalid'), v.uuid('invalid'), v.toLowerCase());

/** `signal`: a button of the cue. */
export const signalSchema = v.object({
  kind: v.picklist(['slower', 'not_ready', 'repeat_number', 'mine'], 'invalid'),
  question: v.optional(id)
});

export const seenSchema = v.object({ id });

/** The form that makes a private link to the cue. */
export const panelLinkSchema = v.object({ name: requiredText({ max: 60 }) });
export const revokePanelLinkSchema = v.object({ id });

export type SignalInput = v.InferOutput<typeof signalSchema>;
