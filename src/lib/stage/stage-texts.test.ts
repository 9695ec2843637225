import { describe, expect, test } from 'vitest';
import { stageTexts } from './stage-texts.ts';

const SPANISH = { lang: 'es', text: { es: '¿Y ahora?', en: 'And now?' } } as const;
const CHECKED = { ...SPANISH, translation: 'checked' } as const;
const SUGGESTED = { ...SPANISH, translation: 'suggested' } as const;
const ALONE = { lang: 'es', text: { es: '¿Y ahora?' }, translation: 'none' } as const;

describe('the texts on the stage', () => {
  test('are both, the original first, and carry no sign when all is well', () => {
    for (const layout of ['both', 'lower'] as const)
      expect(stageTexts(CHECKED, layout)).toEqual([
        { text: '¿Y ahora?', lang: 'es', translated: false },
        { text: 'And now?', lang: 'en', translated: true }
      ]);
  });

  test('are one in the layout of one language', () => {
    expect(stageTexts(CHECKED, 'en').map(({ text }) => text)).toEqual(['And now?']);
    expect(stageTexts(SUGGESTED, 'es')).toEqual([
      { text: '¿Y ahora?', lang: 'es', translated: false }
    ]);
  });

  test.for(['both', 'en', 'lower'] as const)(
    'say of an unchecked translation what it is, in layout %s',
    (layout) => {
      expect(stageTexts(SUGGESTED, layout).at(-1)?.sign).toEqual({
        key: 'room:translation.suggested',
        lang: 'en'
      });
    }
  );

  test('say in the other language that there is no translation', () => {
    const sign = { key: 'room:translation.only_es', lang: 'en' };
    expect(stageTexts(ALONE, 'both')[0]?.sign).toEqual(sign);
    expect(stageTexts(ALONE, 'en')[0]?.sign).toEqual(sign);
    expect(stageTexts(ALONE, 'es')[0]?.sign).toBeUndefined();
  });
});
