import * as v from 'valibot';

export type FormSchema = v.ObjectSchema<v.ObjectEntries, undefined>;
type Field<S extends FormSchema> = keyof S['entries'] & string;

/** What a form said: its value, or one code per wrong field (a key of `errors.json`) and what was typed. */
export type ParsedForm<S extends FormSchema> =
  | { ok: true; value: v.InferOutput<S> }
  | { ok: false; errors: Partial<Record<Field<S>, string>>; values: Record<Field<S>, string> };

/** Longer input is refused by every schema anyway; what is sent back to the page stays small. */
const KEPT = 10_000;

/**
 * Reads only the fields of `schema`, the first of each name; files and unknown fields are ignored. The
 * values are kept as typed for showing the form again.
 */
export function parseForm<S extends FormSchema>(data: FormData, schema: S): ParsedForm<S> {
  const typed = readFields(data, Object.keys(schema.entries));
  const parsed = v.safeParse(schema, typed);
  if (parsed.success) return { ok: true, value: parsed.output };
  return { ok: false, errors: firstCodes<S>(parsed.issues), values: keptValues(schema, typed) };
}

function readFields(data: FormData, names: readonly string[]): Record<string, string | undefined> {
  const entries = names.map((name) => {
    const value = data.get(name);
    return [name, typeof value === 'string' ? value : undefined];
  });
  return Object.fromEntries(entries);
}

function firstCodes<S extends FormSchema>(
  issues: readonly v.BaseIssue<unknown>[]
): Partial<Record<Field<S>, string>> {
  const errors: Partial<Record<string, string>> = {};
  for (const issue of issues) {
    const name = v.getDotPath(issue)?.split('.')[0];
    if (name) errors[name] ??= issue.message;
  }
  return errors as Partial<Record<Field<S>, string>>;
}

function keptValues<S extends FormSchema>(
  schema: S,
  typed: Record<string, string | undefined>
): Record<Field<S>, string> {
  const kept = Object.keys(schema.entries).map((name) => [
    name,
    (typed[name] ?? '').slice(0, KEPT)
  ]);
  return Object.fromEntries(kept) as Record<Field<S>, string>;
}
