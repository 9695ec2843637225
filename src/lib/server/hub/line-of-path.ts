/**
 * The line (from 1) of `events[2].people[0].person` in a JSON text that is known to be valid. A key that is not
 * there is shown at the object that lacks it.
 */
export function lineOfPath(text: string, path: string): number {
  let best = { length: -1, offset: text.search(/\S/) };
  visitKeys(text, (found, offset) => {
    const leads = path === found || path.startsWith(`${found}.`) || path.startsWith(`${found}[`);
    if (leads && found.length > best.length) best = { length: found.length, offset };
  });
  return text.slice(0, Math.max(0, best.offset)).split('\n').length;
}

interface Container {
  path: string;
  /** The next index of a list, or null in an object. */
  index: number | null;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** Calls `visit` with the path and place of every member and item, in the order of the text. */
function visitKeys(text: string, visit: (path: string, offset: number) => void): void {
  const open: Container[] = [];
  let value = '';
  let key: { text: string; offset: number } | null = null;
  for (const { 0: token, index: offset } of text.matchAll(TOKEN)) {
    const container = open.at(-1);
    if (container && container.index !== null && token !== ']' && token !== ',') {
      value = `${container.path}[${container.index}]`;
      visit(value, offset);
      container.index += 1;
    }
    if (token === '{' || token === '[') open.push({ path: value, index: token === '[' ? 0 : null });
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':' && key && container) {
      value = container.path ? `${container.path}.${key.text}` : key.text;
      visit(value, key.offset);
      key = null;
    } else if (token.startsWith('"') && container?.index === null)
      key = { text: String(JSON.parse(token)), offset };
  }
}
