/** HTML that is finished: only `markup` makes it, so that every text is escaped exactly once. */
export class Markup {
  readonly html: string;
  constructor(html: string) {
    this.html = html;
  }
}

type Piece = string | Markup | readonly Markup[] | null;

/** A template whose texts are escaped and whose `Markup` is taken as it is. */
export function markup(strings: TemplateStringsArray, ...pieces: Piece[]): Markup {
  return new Markup(
    strings.map((string, index) => string + render(pieces[index] ?? null)).join('')
  );
}

function render(piece: Piece): string {
  if (piece === null) return '';
  if (typeof piece === 'string') return escapeHtml(piece);
  return piece instanceof Markup ? piece.html : piece.map((part) => part.html).join('\n');
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
