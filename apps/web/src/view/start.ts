// The front page: one button, or why there is none.

import { html, nothing, type TemplateResult } from 'lit';
import { helpView } from './help.ts';
import { plugPicture } from './pictures.ts';
import type { View } from './view.ts';

export function startView(view: View): TemplateResult {
  const { state, texts, flasher } = view;
  const { system, controls, noUsb } = flasher.platform;
  return html`<section class="hero">
      <div class="hero-text">
        <h1 tabindex="-1">${texts.startTitle}</h1>
        <p class="lead">${texts.startText}</p>
        ${actionView(view)}
      </div>
      ${plugPicture()}
    </section>
    ${state.stage === 'start' && state.known.length > 0 ? knownView(view) : nothing}
    ${noUsb ? html`<section class="card">${helpView(noUsb, view)}</section>` : nothing}
    ${state.nothingChosen ? nothingChosenView(view) : nothing}
    ${
      system === 'windows' && !controls && !noUsb && !state.nothingChosen
        ? html`<section class="card">
            <h2>${texts.windowsTitle}</h2>
            ${helpView('before-connect', view, { open: false })}
          </section>`
        : nothing
    }
    <ul class="promises">
      ${texts.promises.map(({ title, text }) => html`<li><strong>${title}</strong><span>${text}</span></li>`)}
    </ul>`;
}

function actionView({ state, flasher, texts }: View): TemplateResult {
  const { noUsb, controls } = flasher.platform;
  if (noUsb) {
    return html`<p class="notice stop" role="alert">${noUsb === 'no-webusb' ? texts.noWebUsb : texts.insecurePage}</p>
      <div class="actions"><a href="?demo">${texts.tryDemo}</a></div>`;
  }
  const isLooking = state.stage === 'looking';
  return html`<div class="actions">
      <button class="primary large" ?disabled=${isLooking} @click=${() => flasher.connect()}>
        ${isLooking ? html`<span class="spinner" aria-hidden="true"></span>` : nothing}${texts.connect}
      </button>
      ${controls ? nothing : html`<a href="?demo">${texts.tryDemo}</a>`}
    </div>
    <p class="hint" role="status">${isLooking ? (state.hand?.text ?? texts.looking) : texts.connectHint}</p>`;
}

function nothingChosenView(view: View): TemplateResult {
  return html`<section class="card" role="alert">
    <h2>${view.texts.nothingChosenTitle}</h2>
    ${helpView('nothing-chosen', view)}
  </section>`;
}

/** Boards that were allowed on an earlier visit. */
function knownView({ state, flasher, texts }: View): TemplateResult {
  return html`<section class="card known">
    <h2>${texts.knownTitle}</h2>
    <ul>
      ${state.known.map(
        ({ device, interrupted }) => html`<li>
          <span>${device.product ?? ''} <code>${device.serial ?? device.path}</code>${interrupted ? html`<small class="warn-text">${texts.knownInterrupted}</small>` : nothing}</span>
          <button class=${interrupted ? 'primary' : ''} @click=${() => flasher.open(device)}>${interrupted ? texts.knownContinue : texts.knownOpen}</button>
        </li>`,
      )}
    </ul>
  </section>`;
}
