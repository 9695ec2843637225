import { expect, test } from 'vitest';
import { applyTool, type MarkdownTool } from './markdown-edit.ts';

/** The selection is written as ⟦…⟧. */
function use(marked: string, tool: MarkdownTool): string {
  const start = marked.indexOf('⟦');
  const end = marked.indexOf('⟧') - 1;
  const done = applyTool({ text: marked.replace(/[⟦⟧]/g, ''), start, end }, tool);
  const { text } = done;
  return `${text.slice(0, done.start)}⟦${text.slice(done.start, done.end)}⟧${text.slice(done.end)}`;
}

test('bold and italics go around the selection, and off it again', () => {
  expect(use('la ⟦Iniciativa⟧ Mérida', 'bold')).toBe('la **⟦Iniciativa⟧** Mérida');
  expect(use('la **⟦Iniciativa⟧** Mérida', 'bold')).toBe('la ⟦Iniciativa⟧ Mérida');
  expect(use('⟦⟧', 'italic')).toBe('*⟦⟧*');
});

test('a link asks for what is missing: the address, or the words', () => {
  expect(use('lee ⟦el informe⟧', 'link')).toBe('lee [el informe](https://⟦⟧)');
  expect(use('⟦https://example.org⟧', 'link')).toBe('[⟦⟧](https://example.org)');
});

test('lists, headings and quotes take whole lines', () => {
  expect(use('uno\nd⟦os\ntr⟧es', 'list')).toBe('uno\n⟦- dos\n- tres⟧');
  expect(use('⟦- dos\n- tres⟧', 'list')).toBe('⟦dos\ntres⟧');
  expect(use('Qué⟦⟧', 'heading')).toBe('⟦## Qué⟧');
});
