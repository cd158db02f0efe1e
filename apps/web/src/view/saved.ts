// What was saved before the board was changed: configuration and old firmware, to download.

import { html, type TemplateResult } from 'lit';
import { saveFile } from './save-file.ts';
import type { View } from './view.ts';

export function savedView({ state, flasher, texts }: View): TemplateResult {
  const { saved } = state;
  if (saved.length === 0) return html``;
  return html`<section class="saved">
    <h2>${texts.savedTitle}</h2>
    <p class="hint">${texts.savedText}</p>
    <ul>
      ${saved.map(
        ({ name, kind }) => html`<li>
          <span>${texts.savedKinds[kind]}<small>${name}</small></span>
          <button @click=${() => download(flasher, name)} aria-label="${texts.download}: ${name}">${texts.download}</button>
        </li>`,
      )}
    </ul>
  </section>`;
}

async function download(flasher: View['flasher'], name: string): Promise<void> {
  const bytes = await flasher.savedFile(name);
  if (!bytes) return;
  saveFile(name, bytes);
}
