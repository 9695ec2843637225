import type { Context } from '../../context.ts';
import { DEMO_SIGN_IN, ensureDemoSignIn } from '../../staff/demo-sign-in.ts';
import { seedDemo } from './seed.ts';

/** Seeds the demo into an empty database, moves its dates at later starts, and tells its sign-in. */
export async function prepareDemo(context: Context): Promise<void> {
  const present = await seedDemo(context);
  if (!present) return;
  await ensureDemoSignIn(context);
  process.env.ENCUENTRO_DEMO_SIGN_IN = `${DEMO_SIGN_IN.email} · ${DEMO_SIGN_IN.password}`;
}
