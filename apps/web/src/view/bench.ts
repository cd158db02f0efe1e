// The virtual board's DIP switch, supply and cable, in the demo.

import { html, type TemplateResult } from 'lit';
import type { View } from './app.ts';

export function benchView({ flasher, texts }: View): TemplateResult {
  const { hands } = flasher.world;
  if (!hands) return html``;
  return html`<details class="card bench">
    <summary>${texts.benchTitle} <code class="faint">${hands.profile}</code></summary>
    <div class="actions">
      <label class="check"
        ><input
          type="checkbox"
          ?checked=${hands.switchedToDfu()}
          @change=${(event: Event) => hands.setSwitch((event.target as HTMLInputElement).checked ? 'dfu' : 'run')}
        />${texts.benchSwitch}</label
      >
      <button @click=${() => hands.powerCycle()}>${texts.benchPower}</button>
      <button @click=${() => hands.cable(false)}>${texts.benchUnplug}</button>
      <button @click=${() => hands.cable(true)}>${texts.benchPlug}</button>
    </div>
  </details>`;
}
