import { expect, test } from 'vitest';
import { renderMarkdown } from './markdown.ts';

test('keeps emphasis, lists and links, and marks links as not ours', () => {
  expect(
    renderMarkdown('Deja la **Iniciativa**.\n\n- [Informe](https://example.org/a?b=1&c=2)')
  ).toBe(
    '<p>Deja la <strong>Iniciativa</strong>.</p>\n<ul>\n<li><a href="https://example.org/a?b=1&amp;c=2" rel="nofollow ugc noopener">Informe</a></li>\n</ul>'
  );
});

test('puts headings below those of the page', () => {
  expect(renderMarkdown('# Uno\n\n## Dos')).toBe('<h3>Uno</h3>\n<h4>Dos</h4>');
});

test.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '![foto](https://tracker.example.org/1.png)',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt&#58;alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](//example.org)',
  '<a href="https://example.org" onclick="x()" style="position:fixed">x</a>',
  '<iframe src="https://example.org"></iframe><style>*{display:none}</style><svg onload=alert(1)>',
  '<form action="https://example.org"><input name=password></form>'
])('lets nothing active through: %s', (markdown) => {
  // As elements and attributes; as plain text the words may stay.
  expect(renderMarkdown(markdown)).not.toMatch(
    /<(?!\/?(?:p|a|em|strong)\b)|<[^>]*(?:javascript:|data:|\son\w+=|style=|href="\/\/)/i
  );
});
