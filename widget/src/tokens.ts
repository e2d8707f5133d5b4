/** Every colour that does not follow from the accent, light and dark. tests/theme.test.ts checks each pair that is used. */

import { schemes, SURFACES, type Rgb } from "./theme";

const css = (colour: Rgb): string => `rgb(${colour})`;

export const TOKENS = {
  surface: [css(SURFACES[0][0]), css(SURFACES[1][0])],
  raised: [css(SURFACES[0][1]), css(SURFACES[1][1])],
  text: ["rgb(24,34,39)", "rgb(236,241,243)"],
  muted: ["rgb(74,88,96)", "rgb(179,192,199)"],
  line: ["rgb(112,126,134)", "rgb(124,141,150)"],
  danger: ["rgb(253,236,235)", "rgb(61,22,20)"],
  dangerText: ["rgb(92,18,13)", "rgb(255,226,223)"],
  dangerLine: ["rgb(179,38,30)", "rgb(255,138,128)"],
} as const;

const declarations = (at: 0 | 1): string => Object.entries(TOKENS).map(([name, values]) => `--${name}:${values[at]}`).join(";");

export const tokensCss = (): string => schemes(declarations(0), declarations(1));
