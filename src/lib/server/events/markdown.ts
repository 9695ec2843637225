import { Marked } from 'marked';
import sanitizeHtml from 'sanitize-html';

const marked = new Marked({ gfm: true, breaks: false });

const TAGS = [
  'p',
  'br',
  'hr',
  'strong',
  'em',
  'del',
  'a',
  'ul',
  'ol',
  'li',
  'blockquote',
  'code',
  'pre',
  'h3',
  'h4',
  'h5',
  'h6'
];
const LINK_RELATION = 'nofollow ugc noopener';

const OPTIONS: sanitizeHtml.IOptions = {
  allowedTags: TAGS,
  allowedAttributes: { a: ['href', 'rel'], ol: ['start'] },
  allowedSchemes: ['https', 'http', 'mailto', 'tel'],
  allowProtocolRelative: false,
  // Below the page's own h1 and the section's h2.
  transformTags: {
    h1: 'h3',
    h2: 'h4',
    h3: 'h5',
    h4: 'h6',
    h5: 'h6',
    a: (tagName, attributes) => ({ tagName, attribs: { ...attributes, rel: LINK_RELATION } })
  }
};

/** Markdown as safe HTML: no pictures, scripts, styles or embedded pages; links carry `nofollow ugc noopener`. */
export function renderMarkdown(markdown: string): string {
  return sanitizeHtml(marked.parse(markdown, { async: false }), OPTIONS).trim();
}

const readable = new Marked({
  gfm: true,
  breaks: false,
  renderer: {
    link({ href, tokens }) {
      const text = this.parser.parseInline(tokens);
      return text === href ? href : `${text} (${href})`;
    }
  }
});

/** Markdown as plain paragraphs for a mail: each link with its address spelled out, nothing to be interpreted. */
export function markdownLines(markdown: string): string[] {
  const text = sanitizeHtml(readable.parse(markdown, { async: false }), {
    allowedTags: [],
    allowedAttributes: {}
  });
  return decoded(text)
    .split(/\n+/)
    .map((line) => line.trim())
    .filter(Boolean);
}

/** The sanitizer writes these four as entities; a mail escapes its texts itself. */
function decoded(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
