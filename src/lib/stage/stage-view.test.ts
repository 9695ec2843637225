import { describe, expect, test } from 'vitest';
import {
  changeView,
  readStageView,
  stageCommandOf,
  stageQuery,
  STAGE_LAYOUTS
} from './stage-view.ts';

describe('the view of the stage', () => {
  test('is the same after a reload', () => {
    for (const layout of STAGE_LAYOUTS)
      for (const qr of [true, false])
        expect(readStageView(new URLSearchParams(stageQuery({ layout, qr })))).toEqual({
          layout,
          qr
        });
  });

  test('is both languages with the code when the address says nothing, or nonsense', () => {
    for (const query of ['', '?layout=', '?layout=fr', '?layout=constructor'])
      expect(readStageView(new URLSearchParams(query))).toEqual({ layout: 'both', qr: true });
  });

  test('has no code over a video until somebody asks for it', () => {
    const lower = changeView({ layout: 'both', qr: true }, 'lower');
    expect(lower).toEqual({ layout: 'lower', qr: false });
    expect(changeView(lower, 'qr').qr).toBe(true);
    expect(changeView(lower, 'es')).toEqual({ layout: 'es', qr: true });
  });

  test('keeps a hidden code hidden in another language', () => {
    expect(changeView({ layout: 'both', qr: false }, 'en').qr).toBe(false);
  });
});

test('each layout has a number and a letter, small or capital', () => {
  expect(['1', '2', '3', '4'].map(stageCommandOf)).toEqual([...STAGE_LAYOUTS]);
  expect(['b', 's', 'e', 't'].map(stageCommandOf)).toEqual([...STAGE_LAYOUTS]);
  expect(['Q', 'F', 'z', 'constructor'].map(stageCommandOf)).toEqual([
    'qr',
    'full',
    undefined,
    undefined
  ]);
});
