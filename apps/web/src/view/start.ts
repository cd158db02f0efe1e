// The front page: one button, or why there is none.

import { html, nothing, type TemplateResult } from 'lit';
import type { View } from './app.ts';
import { plugPicture } from './pictures.ts';

const commandLine = 'npx odflash update';

export function startView(view: View): TemplateResult {
  const { state, texts } = view;
  return html`<section class="hero">
      <div class="hero-text">
        <h1 tabindex="-1">${texts.startTitle}</h1>
        <p class="lead">${texts.startText}</p>
        ${actionView(view)}
      </div>
      ${plugPicture()}
    </section>
    ${state.nothingChosen ? nothingChosenView(view) : nothing}
    <ul class="promises">
      ${texts.promises.map(({ title, text }) => html`<li><strong>${title}</strong><span>${text}</span></li>`)}
    </ul>`;
}

function actionView({ state, flasher, texts }: View): TemplateResult {
  const { noUsb, hands } = flasher.world;
  if (noUsb) {
    return html`<div class="notice stop" role="alert">
      <p>${noUsb === 'no-webusb' ? texts.noWebUsb : texts.insecurePage}</p>
      ${noUsb === 'no-webusb' ? html`<pre><code>${commandLine}</code></pre>` : nothing}
    </div>`;
  }
  const isLooking = state.stage === 'looking';
  return html`<div class="actions">
      <button class="primary large" ?disabled=${isLooking} @click=${() => flasher.connect()}>
        ${isLooking ? html`<span class="spinner" aria-hidden="true"></span>` : nothing}${texts.connect}
      </button>
      ${hands ? nothing : html`<a href="?demo">${texts.tryDemo}</a>`}
    </div>
    <p class="hint" role="status">${isLooking ? (state.hand?.text ?? texts.looking) : texts.connectHint}</p>`;
}

function nothingChosenView({ texts }: View): TemplateResult {
  return html`<section class="notice" role="alert">
    <h2>${texts.nothingChosenTitle}</h2>
    <ul>
      ${texts.nothingChosenText.map((text) => html`<li>${text}</li>`)}
    </ul>
  </section>`;
}
