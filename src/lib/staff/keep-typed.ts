import type { SubmitFunction } from '@sveltejs/kit';

/** For forms that stay filled with what was typed once they are answered. */
export const keepTyped: SubmitFunction =
  () =>
  ({ update }) =>
    update({ reset: false });
