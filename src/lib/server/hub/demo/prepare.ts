import type { Context } from '../../context.ts';
import { DEMO_SIGN_IN, ensureDemoSignIn } from '../../staff/demo-sign-in.ts';
import { seedDemo } from './seed.ts';

/**
 * Seeds the demo into an empty database, or moves its dates at a later start. Returns the demo's sign-in,
 * null where the database holds something else.
 */
export async function prepareDemo(
  context: Context
): Promise<{ email: string; password: string } | null> {
  if (!(await seedDemo(context))) return null;
  await ensureDemoSignIn(context);
  return DEMO_SIGN_IN;
}
