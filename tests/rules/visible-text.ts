import { parse, type AST } from 'svelte/compiler';

/** Attributes that people see or hear. */
const SPOKEN = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'title',
  'alt',
  'placeholder',
  'label'
]);
/** Names and key caps that are the same in both languages. */
const EVERYWHERE = new Set(['encuentro', 'español', 'english', 'esc', 'es', 'en']);

/** The words that a component's markup shows of its own, which belong into `locales/`. */
export function foreignText(component: string): string[] {
  const found: string[] = [];
  visit(parse(component, { modern: true }).fragment, found);
  return found.map((text) => text.trim()).filter(isForeign);
}

interface Node {
  type: string;
  [key: string]: unknown;
}

function visit(value: unknown, found: string[]): void {
  if (Array.isArray(value)) return value.forEach((inner) => visit(inner, found));
  if (!isNode(value)) return;
  if (value.type === 'Text') found.push(String(value.data));
  else if (value.type === 'ExpressionTag') shownLiterals(value.expression, found);
  else if (value.type === 'Attribute') visitAttribute(value as unknown as AST.Attribute, found);
  else if (value.type === 'Component') visitComponent(value as unknown as AST.Component, found);
  else
    for (const key of [
      'nodes',
      'fragment',
      'attributes',
      'body',
      'consequent',
      'alternate',
      'fallback',
      'pending',
      'then',
      'catch'
    ])
      visit(value[key], found);
}

function visitAttribute({ name, value }: AST.Attribute, found: string[]): void {
  if (SPOKEN.has(name) && value !== true) visit(value, found);
}

/** A component may show whatever it is given: a text with a blank in it is a sentence. */
function visitComponent({ attributes, fragment }: AST.Component, found: string[]): void {
  for (const attribute of attributes) {
    const parts =
      attribute.type === 'Attribute' && Array.isArray(attribute.value) ? attribute.value : [];
    const sentence = parts.some((part) => part.type === 'Text' && /\s/.test(part.data.trim()));
    if (sentence && attribute.type === 'Attribute' && attribute.name !== 'class')
      visit(parts, found);
    else visit(attribute, found);
  }
  visit(fragment, found);
}

/** Texts that an expression may show: either branch of a choice, template literals; never what a call is given. */
function shownLiterals(expression: unknown, found: string[]): void {
  if (!isNode(expression)) return;
  if (expression.type === 'Literal')
    found.push(typeof expression.value === 'string' ? expression.value : '');
  if (expression.type === 'TemplateLiteral')
    for (const part of expression.quasis as { value: { cooked: string } }[])
      found.push(part.value.cooked);
  if (expression.type === 'ConditionalExpression')
    for (const side of ['consequent', 'alternate']) shownLiterals(expression[side], found);
  if (expression.type === 'LogicalExpression')
    for (const side of ['left', 'right']) shownLiterals(expression[side], found);
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
  );
}

function isForeign(text: string): boolean {
  const words = text.match(/\p{L}+/gu) ?? [];
  return words.some((word) => word.length > 1 && !EVERYWHERE.has(word.toLowerCase()));
}
