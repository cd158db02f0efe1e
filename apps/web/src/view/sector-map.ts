// The twelve sectors of the flash, wide as they are large, filled as they become new.

import { sectors } from '@odflash/core/board';
import type { SectorState } from '@odflash/core/update';
import { html, type TemplateResult } from 'lit';
import type { PageTexts } from '../text/page-texts.ts';

const moving: readonly SectorState['look'][] = ['writing', 'verifying'];
const legend = ['kept', 'equal', 'waiting', 'blank', 'written', 'verified'] as const;

export function sectorMapView(states: readonly SectorState[], texts: PageTexts): TemplateResult {
  return html`<figure class="sectors">
    <figcaption>${texts.sectorMap}</figcaption>
    <ol>
      ${states.map((state, index) => sectorView(state, index, texts))}
    </ol>
    <ul class="legend" aria-hidden="true">
      ${legend.map((look) => html`<li class=${look}><i></i>${texts.looks[look]}</li>`)}
    </ul>
  </figure>`;
}

function sectorView({ look, done, length }: SectorState, index: number, texts: PageTexts): TemplateResult {
  const sector = sectors[index];
  const kib = length / 1024;
  const address = `0x${(sector?.address ?? 0).toString(16).toUpperCase().padStart(8, '0')}`;
  const fill = moving.includes(look) ? Math.min(done / length, 1) : 1;
  return html`<li class="${look} kib${kib}" title="${address} · ${kib} KiB · ${texts.looks[look]}">
    <span class="fill" data-fill=${fill.toFixed(3)}></span>
    <span class="index">${index}</span>
    <span class="visually-hidden">${kib} KiB, ${texts.looks[look]}</span>
  </li>`;
}
