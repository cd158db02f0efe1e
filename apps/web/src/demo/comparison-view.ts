// Two boards side by side: what odrivetool did to one of them, what odflash did to the other.

import { html, nothing, type TemplateResult } from 'lit';
import type { PageTexts } from '../text/page-texts.ts';
import { sectorMapView } from '../view/sector-map.ts';
import { type CauseCode, type Comparison, causes, type Side } from './comparison.ts';
import type { DemoTexts } from './texts.ts';

export function comparisonView(comparison: Comparison, texts: DemoTexts, page: PageTexts): TemplateResult {
  const { cause, isRunning, theirs, ours } = comparison.store.value;
  const side = (name: string, state: Side) => sideView(name, { state, texts, page, total: comparison.total });
  return html`<div class="stack">
    <p>${texts.comparisonText}</p>
    <div class="actions">
      <label class="field inline"
        ><span>${texts.cause}</span>
        <select
          ?disabled=${isRunning}
          @change=${(event: Event) => comparison.choose((event.target as HTMLSelectElement).value as CauseCode)}
        >
          ${(Object.keys(causes) as CauseCode[]).map(
            (code) => html`<option value=${code} ?selected=${code === cause}>${texts.causes[code]}</option>`,
          )}
        </select>
      </label>
      <button class="primary" ?disabled=${isRunning} @click=${() => void comparison.run()}>${texts.run}</button>
    </div>
    <div class="twins">${side('odrivetool 0.4.1', theirs)} ${side('odflash', ours)}</div>
  </div>`;
}

interface SideParts {
  readonly state: Side;
  readonly texts: DemoTexts;
  readonly page: PageTexts;
  readonly total: number;
}

function sideView(name: string, { state, texts, page, total }: SideParts): TemplateResult {
  const { end, phase, sectors } = state;
  return html`<section class="twin ${end ? (end.isVerified ? 'good' : 'bad') : ''}" aria-label=${name}>
    <h2>${name}</h2>
    ${
      end
        ? html`<div class="notice ${end.isVerified ? 'call' : 'stop'}" role="status">
            <p>
              <strong>${end.isVerified ? texts.verified : texts.stoppedWith}</strong>
              ${end.words === undefined ? nothing : html`<br /><code lang="en">${end.words}</code>`}
            </p>
            <p>${texts.holds(page.bytes(end.bytes), page.bytes(total))}</p>
          </div>`
        : html`<p class="hint">${phase ? texts.phases[phase] : texts.ready}</p>`
    }
    ${sectorMapView(sectors, page, { ended: end && (end.isVerified ? 'well' : 'failed') })}
  </section>`;
}
