/** The accent of the organisation, made readable on light and dark. Part of the loader; the other colours are in tokens.ts. */

export type Rgb = readonly number[];

/** What text stands on, light and dark: the panel, and the answers on it. */
export const SURFACES = [
  [
    [255, 255, 255],
    [242, 245, 247],
  ],
  [
    [18, 25, 29],
    [31, 41, 47],
  ],
] as const;

export const ACCENT: Rgb = [21, 66, 115];

/** More than the 4.5 of WCAG AA: small superscripts are set in it as well, and in the dark a dim button looks disabled. */
const READABLE = 5.5;
const READABLE_IN_THE_DARK = 7;
const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast ratio of WCAG, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one) + 0.05, luminance(other) + 0.05];
  return a > b ? a / b : b / a;
}

/** White or black, whichever reads better: one of them always has 4.5. */
export const on = (colour: Rgb): Rgb => (contrast(colour, WHITE) >= contrast(colour, BLACK) ? WHITE : BLACK);

/** The accent as text and lines: darker or lighter until it can be read on every surface. */
export function readable(accent: Rgb, surfaces: readonly Rgb[]): Rgb {
  const towards = on(surfaces[0]!);
  const dark = towards === WHITE;
  // As bright as its hue can be, so that little white has to be mixed in: much of it makes every colour grey.
  const brightest = dark ? 255 / (Math.max(...accent) || 1) : 1;
  let mixed = accent;
  for (let share = 0; surfaces.some((surface) => contrast(mixed, surface) < (dark ? READABLE_IN_THE_DARK : READABLE)); share += 0.05) {
    mixed = accent.map((value, at) => Math.round(value * brightest * (1 - share) + towards[at]! * share));
  }
  return mixed;
}

/** Read what a browser makes of an opaque colour, `rgb(1, 2, 3)`; `null` for whatever else it is. */
export function parse(value: string): Rgb | null {
  const match = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(value);
  return match && match.slice(1).map(Number);
}

/** A style sheet with one set of declarations for light, one for dark; paper is light. */
export const schemes = (light: string, dark: string): string =>
  `.root{color-scheme:light;${light}}` +
  `@media screen{:host([color-scheme=dark]) .root{color-scheme:dark;${dark}}` +
  `@media (prefers-color-scheme:dark){:host(:not([color-scheme=light])) .root{color-scheme:dark;${dark}}}}`;

/** The style sheet that sets the colours that follow from the accent. */
export function accentCss(accent: Rgb): string {
  const [light, dark] = SURFACES.map(
    (surfaces) => `--accent:rgb(${accent});--onAccent:rgb(${on(accent)});--accentText:rgb(${readable(accent, surfaces)})`,
  ) as [string, string];
  return schemes(light, dark);
}
