// The twelve sectors as a row of cells that fill while the flash is written. Pure: states in, two lines of text out.

import type { SectorLook, SectorState } from '@odflash/core/update';
import type { Color, Colour } from './color.ts';
import { worded } from './say.ts';

interface Glyph {
  readonly unicode: string;
  readonly ascii: string;
  readonly colour: Colour;
}

const glyphs: Readonly<Record<SectorLook, Glyph>> = {
  kept: { unicode: '·', ascii: '.', colour: 'dim' },
  equal: { unicode: '=', ascii: '=', colour: 'green' },
  waiting: { unicode: '░', ascii: '-', colour: 'dim' },
  erasing: { unicode: '▒', ascii: '~', colour: 'yellow' },
  blank: { unicode: '_', ascii: '_', colour: 'dim' },
  writing: { unicode: '▓', ascii: 'w', colour: 'yellow' },
  written: { unicode: '▓', ascii: 'w', colour: 'yellow' },
  verifying: { unicode: '█', ascii: '#', colour: 'green' },
  verified: { unicode: '█', ascii: '#', colour: 'green' },
};

/** While a sector is being filled, what its unfilled rest looks like. */
const rest: Partial<Record<SectorLook, SectorLook>> = { writing: 'blank', verifying: 'written' };

const named = ['kept', 'equal', 'waiting', 'erasing', 'blank', 'written', 'verified'] as const;

export interface MapStyle {
  readonly unicode: boolean;
  readonly color: Color;
  /** Room in characters. */
  readonly width: number;
}

/** What the cells mean, in one line. */
export function legend({ unicode, color }: MapStyle): string {
  return named.map((look) => `${cell(look, 1, unicode, color)} ${worded(`mark.sector-${look}`)}`).join('  ');
}

/** The cells and, below them, the sectors' numbers. */
export function sectorMap(states: readonly SectorState[], style: MapStyle): readonly string[] {
  const widths = cellWidths(states, style.width);
  const cells = states.map((state, index) => filled(state, widths[index] ?? 1, style));
  const numbers = states.map((_, index) => String(index).padEnd(widths[index] ?? 1));
  return [cells.join(' '), style.color('dim', numbers.join(' ').trimEnd())];
}

/** Wider cells for larger sectors where there is room; at least wide enough for the sector's number. */
function cellWidths(states: readonly SectorState[], room: number): readonly number[] {
  const roomy = states.map(({ length }) => (length <= 16 * 1024 ? 2 : length <= 64 * 1024 ? 4 : 6));
  const needed = roomy.reduce((sum, width) => sum + width + 1, -1);
  return needed <= room ? roomy : states.map((_, index) => String(index).length);
}

function filled(state: SectorState, width: number, { unicode, color }: MapStyle): string {
  const behind = rest[state.look];
  if (!behind) return cell(state.look, width, unicode, color);
  const share = Math.min(Math.floor((state.done / state.length) * width), width);
  return cell(state.look, share, unicode, color) + cell(behind, width - share, unicode, color);
}

function cell(look: SectorLook, width: number, unicode: boolean, color: Color): string {
  const glyph = glyphs[look];
  return width > 0 ? color(glyph.colour, (unicode ? glyph.unicode : glyph.ascii).repeat(width)) : '';
}
