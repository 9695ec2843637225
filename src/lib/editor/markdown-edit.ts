/** What the buttons above a text do to what is selected. */
export const MARKDOWN_TOOLS = ['bold', 'italic', 'link', 'list', 'heading', 'quote'] as const;
export type MarkdownTool = (typeof MARKDOWN_TOOLS)[number];

export interface Selection {
  text: string;
  start: number;
  end: number;
}

const AROUND = { bold: '**', italic: '*' } as const;
const BEFORE = { list: '- ', heading: '## ', quote: '> ' } as const;

/** The text with the mark put on its selection, or taken off again; what was selected stays selected. */
export function applyTool(selection: Selection, tool: MarkdownTool): Selection {
  if (tool === 'bold' || tool === 'italic') return toggleAround(selection, AROUND[tool]);
  if (tool === 'link') return makeLink(selection);
  return toggleLines(selection, BEFORE[tool]);
}

function toggleAround({ text, start, end }: Selection, mark: string): Selection {
  const size = mark.length;
  const chosen = text.slice(start, end);
  const isOn = text.slice(start - size, start) === mark && text.slice(end, end + size) === mark;
  if (isOn)
    return {
      text: text.slice(0, start - size) + chosen + text.slice(end + size),
      start: start - size,
      end: end - size
    };
  return {
    text: text.slice(0, start) + mark + chosen + mark + text.slice(end),
    start: start + size,
    end: end + size
  };
}

/** An address becomes the target, words become what is clicked; the other part is selected next. */
function makeLink({ text, start, end }: Selection): Selection {
  const chosen = text.slice(start, end);
  const isAddress = /^https?:\/\/\S+$/.test(chosen);
  const link = isAddress ? `[](${chosen})` : `[${chosen}](https://)`;
  const at = isAddress ? start + 1 : start + link.length - 1;
  return { text: text.slice(0, start) + link + text.slice(end), start: at, end: at };
}

function toggleLines({ text, start, end }: Selection, mark: string): Selection {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const until = text.indexOf('\n', end) < 0 ? text.length : text.indexOf('\n', end);
  const lines = text.slice(from, until).split('\n');
  const isOn = lines.every((line) => line.startsWith(mark));
  const marked = lines.map((line) => (isOn ? line.slice(mark.length) : mark + line)).join('\n');
  return {
    text: text.slice(0, from) + marked + text.slice(until),
    start: from,
    end: from + marked.length
  };
}
