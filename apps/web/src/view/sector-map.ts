// The twelve sectors of the flash, wide as they are large, filled as they become new.

import { sectors } from '@odflash/core/board';
import type { SectorState } from '@odflash/core/update';
import { html, type TemplateResult } from 'lit';
import type { PageTexts } from '../text/page-texts.ts';

const moving: readonly Shown['look'][] = ['writing', 'verifying'];
const inHand: readonly SectorState['look'][] = ['erasing', 'writing', 'verifying'];
const legend = ['kept', 'equal', 'waiting', 'erasing', 'blank', 'written', 'verified', 'failed'] as const;
/** What stands in the legend of a run that continues; a look that comes and goes must not move what is below it. */
const lasting: ReadonlySet<Shown['look']> = new Set(legend.filter((look) => look !== 'failed'));

/** `ended`: the sectors stay as they are; those in hand of a run that failed have failed. */
export function sectorMapView(
  states: readonly SectorState[],
  texts: PageTexts,
  { ended }: { readonly ended?: 'well' | 'failed' | undefined } = {},
): TemplateResult {
  const shown = states.map((state) => (ended === 'failed' ? failed(state) : state));
  const explained = ended ? new Set(shown.map(({ look }) => look)) : lasting;
  const words = legend.filter((look) => explained.has(look));
  return html`<figure class="sectors">
    <figcaption>${texts.sectorMap}</figcaption>
    <ol>
      ${shown.map((state, index) => sectorView(state, index, texts))}
    </ol>
    <ul class="legend" aria-hidden="true">
      ${words.map((look) => html`<li class=${look}><i></i>${texts.looks[look]}</li>`)}
    </ul>
  </figure>`;
}

type Shown = Omit<SectorState, 'look'> & { readonly look: SectorState['look'] | 'failed' };

/** What was at work when it failed. */
function failed(state: SectorState): Shown {
  return inHand.includes(state.look) ? { ...state, look: 'failed' } : state;
}

function sectorView({ look, done, length }: Shown, index: number, texts: PageTexts): TemplateResult {
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
