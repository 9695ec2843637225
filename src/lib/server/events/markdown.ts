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

/** The same with a sign before each point of a list, and an empty line between paragraphs. */
const listed = new Marked({
  gfm: true,
  breaks: false,
  renderer: {
    link({ href, tokens }) {
      const text = this.parser.parseInline(tokens);
      return text === href ? href : `${text} (${href})`;
    },
    list({ items, ordered, start }) {
      const lines = items.map((item, index) => {
        const sign = ordered ? `${Number(start) + index}.` : '-';
        return `${sign} ${this.parser.parse(item.tokens).trim()}`;
      });
      return `${lines.join('\n')}\n\n`;
    },
    paragraph({ tokens }) {
      return `${this.parser.parseInline(tokens)}\n\n`;
    },
    heading({ tokens }) {
      return `${this.parser.parseInline(tokens)}\n\n`;
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

const STYLES: Readonly<Record<string, string>> = {
  p: 'margin:0 0 16px',
  ul: 'margin:0 0 16px;padding-inline-start:24px',
  ol: 'margin:0 0 16px;padding-inline-start:24px',
  li: 'margin:0 0 6px',
  blockquote: 'margin:0 0 16px;padding-inline-start:14px;border-inline-start:3px solid #8a7b70',
  pre: 'margin:0 0 16px;white-space:pre-wrap',
  h2: 'font-size:20px;line-height:1.25;margin:24px 0 8px',
  h3: 'font-size:18px;line-height:1.25;margin:20px 0 8px'
};
const MAIL_HEADINGS: Readonly<Record<string, string>> = { h1: 'h2', h4: 'h3', h5: 'h3', h6: 'h3' };

/** Markdown as safe HTML below the heading of a mail, whose readers know few style sheets. */
export function markdownMail(markdown: string): string {
  return sanitizeHtml(marked.parse(markdown, { async: false }), {
    ...OPTIONS,
    allowedTags: [...TAGS, 'h2'],
    allowedAttributes: { '*': ['style', 'class'], a: ['href'], ol: ['start'] },
    // What somebody wrote as HTML keeps no style of its own.
    transformTags: { '*': dressed }
  }).trim();
}

function dressed(tag: string, { href, start }: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  const tagName = MAIL_HEADINGS[tag] ?? tag;
  const style = tagName === 'a' ? 'color:#8f1d3f' : STYLES[tagName];
  return {
    tagName,
    attribs: {
      ...(href !== undefined && { href, class: 'link' }),
      ...(start !== undefined && { start }),
      ...(style !== undefined && { style })
    }
  };
}

/** Markdown as plain text that keeps its lists: each link with its address spelled out. */
export function markdownText(markdown: string): string {
  const text = sanitizeHtml(listed.parse(markdown, { async: false }), {
    allowedTags: [],
    allowedAttributes: {}
  });
  return decoded(text)
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** The sanitizer writes these four as entities; a mail escapes its texts itself. */
function decoded(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
