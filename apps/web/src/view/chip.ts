// What can be done with a chip beside flashing it: its flash read into a file, its protection removed.

import { html, nothing, type TemplateResult } from 'lit';
import { type FileFormat, fileFormats } from '../model/file-format.ts';
import { saveFile } from './save-file.ts';
import type { View } from './view.ts';

/** What is chosen in the list beside the button. */
function formatBeside(event: Event): FileFormat {
  const list = (event.currentTarget as HTMLElement).parentElement?.querySelector('select');
  return fileFormats.find((format) => format === list?.value) ?? 'bin';
}

export function chipView({ state, flasher, texts }: View): TemplateResult {
  const { card, chip, chipProblem } = state;
  if (!card || card.mode === 'running') return html``;
  const { read = 0, write = [] } = card.protection ?? {};
  const isProtected = read > 0 || write.length > 0;
  return html`<div class="actions">
      ${
        read === 0
          ? html`<span class="joined">
              <button
                ?disabled=${chip !== undefined}
                @click=${(event: Event) => flasher.readOut(formatBeside(event), saveFile)}
              >
                ${texts.readOut}</button
              ><select aria-label=${texts.fileFormat} ?disabled=${chip !== undefined}>
                ${fileFormats.map((format) => html`<option value=${format}>.${format}</option>`)}
              </select>
            </span>`
          : nothing
      }
      ${
        isProtected
          ? html`<button class="danger" ?disabled=${chip !== undefined} @click=${() => flasher.unlock()}>${texts.unlock}</button>`
          : nothing
      }
    </div>
    ${
      chip
        ? html`<div class="progress">
            <p class="what">${texts.chipJobs[chip.job]}</p>
            <progress max="1" .value=${chip.fraction} aria-label=${texts.chipJobs[chip.job]}></progress>
            <div class="actions"><button @click=${() => flasher.stop()}>${texts.stop}</button></div>
          </div>`
        : nothing
    }
    ${
      chipProblem
        ? html`<div class="notice stop" role="alert"><p>${chipProblem.text}</p><p>${chipProblem.next}</p></div>`
        : nothing
    }`;
}
