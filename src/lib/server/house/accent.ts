import { contrastRatio, mix } from './contrast.ts';

export type Theme = 'light' | 'dark';
/** The one colour of actions, for each theme, as `#rrggbb`. */
export type Accent = Record<Theme, string>;

/** What text needs on its ground (WCAG 2.2, 1.4.3). */
export const LEAST_CONTRAST = 4.5;

/** The grounds of app.css that the accent stands on, and how it is toned down and up. */
const THEMES = {
  light: {
    paper: '#faf6ef',
    sheet: '#fffdf9',
    on: '#fffdf9',
    soft: 0.1,
    strong: ['#000000', 0.82]
  },
  dark: { paper: '#17120f', sheet: '#211a16', on: '#17120f', soft: 0.2, strong: ['#ffffff', 0.75] }
} as const;

/** The four colours that stand for cochineal in one theme. */
function tones(accent: string, theme: Theme) {
  const { paper, on, soft, strong } = THEMES[theme];
  return {
    accent,
    strong: mix(accent, strong[0], strong[1]),
    soft: mix(accent, paper, soft),
    on
  };
}

/** The lowest contrast that the accent reaches as text on any ground, and as the ground of a button. */
export function lowestContrast(accent: string, theme: Theme): number {
  const { paper, sheet, on } = THEMES[theme];
  const grounds = [paper, sheet, on, tones(accent, theme).soft];
  return Math.min(...grounds.map((ground) => contrastRatio(accent, ground)));
}

/** A style sheet that puts the house's accent in the place of cochineal. */
export function accentStyles({ light, dark }: Accent): string {
  return [
    `:root,.theme-light{${declarations(light, 'light')}}`,
    `@media screen and (prefers-color-scheme:dark){:root:not(.theme-light){${declarations(dark, 'dark')}}}`,
    `.theme-dark{${declarations(dark, 'dark')}}`
  ].join('\n');
}

function declarations(colour: string, theme: Theme): string {
  const { accent, strong, soft, on } = tones(colour, theme);
  return `--cochineal:${accent};--cochineal-strong:${strong};--cochineal-soft:${soft};--on-cochineal:${on}`;
}
