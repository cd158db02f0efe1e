// The browser's list of devices, in the demo.

import { html, type TemplateResult } from 'lit';
import type { Picker } from '../platform/platform.ts';
import type { DemoTexts } from './texts.ts';

export function pickerView(picker: Picker, texts: DemoTexts): TemplateResult {
  if (picker.devices.length === 0) return html``;
  const cancel = (event: Event) => {
    event.preventDefault();
    picker.pick(undefined);
  };
  return html`<dialog class="question picker" aria-labelledby="picker-title" @cancel=${cancel}>
    <h2 id="picker-title">${texts.pickerTitle}</h2>
    <p class="hint">${texts.pickerNote}</p>
    <div class="actions column">
      ${picker.devices.map(
        (device) =>
          html`<button @click=${() => picker.pick(device)}>${device.product ?? device.path} <code class="faint">${device.serial}</code></button>`,
      )}
      <button class="quiet" @click=${() => picker.pick(undefined)}>${texts.pickerCancel}</button>
    </div>
  </dialog>`;
}
