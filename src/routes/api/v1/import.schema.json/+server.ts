import { importJsonSchema } from '$lib/schema/import-json-schema.ts';
import { publicJson } from '../../answers.ts';
import type { RequestHandler } from './$types';

/** The import file as JSON Schema, for editors and scripts. */
export const GET: RequestHandler = () => publicJson(importJsonSchema());
