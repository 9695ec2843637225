import * as v from 'valibot';

/** `rehearse`: the pace of made-up questions. */
export const rehearseSchema = v.object({
  pace: v.picklist(['calm', 'flood', 'all', 'stop'], 'invalid')
});
