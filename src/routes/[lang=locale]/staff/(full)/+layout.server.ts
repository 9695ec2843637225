import { requireSignIn } from '../require-sign-in.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = (event) => requireSignIn(event);
