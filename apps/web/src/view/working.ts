// A run while it changes the board: how far, how fast, how long still, and the twelve sectors as they become new.

import { html, nothing, type TemplateResult } from 'lit';
import { isMovingIn, whatOf } from './announcer.ts';
import { rate, seconds } from './format.ts';
import { handView } from './hand.ts';
import { helpView } from './help.ts';
import { sectorMapView } from './sector-map.ts';
import type { View } from './view.ts';

export function workingView(view: View): TemplateResult {
  const { state, flasher, texts } = view;
  const { run, card, firmware } = state;
  if (!run) return html``;
  const name = firmware?.kind === 'release' ? firmware.version : (firmware?.name ?? '');
  return html`<section class="card working" aria-labelledby="working-title">
    <header>
      <div>
        <h1 id="working-title" tabindex="-1">${texts.working} ${name}</h1>
        <p class="faint">ODrive ${card?.version.name} · <code>${card?.serial}</code></p>
      </div>
      <button ?disabled=${run.stopping} @click=${() => flasher.stop()}>${run.stopping ? texts.stopping : texts.stop}</button>
    </header>
    ${permissionView(view)} ${state.permission ? nothing : handView(view)} ${progressView(view)}
    ${run.progress ? sectorMapView(run.progress.sectors, texts) : nothing}
    <p class="hint">${run.recovering ? texts.recoveringNow : run.changing ? `${texts.doNotUnplug} ${texts.stopWarning}` : texts.doNotUnplug}</p>
  </section>`;
}

function progressView({ state, texts }: View): TemplateResult {
  const { run } = state;
  const progress = run?.progress;
  if (!run) return html``;
  // While the connection is restored, nothing moves.
  const isMoving = isMovingIn(run.stage) && !run.recovering;
  const what = whatOf(run, texts);
  const speed = progress && isMoving ? rate(progress.bytes, progress.phaseMs, texts) : undefined;
  return html`<div class="progress">
    <p class="what">${what}</p>
    <progress max="1" .value=${run.total} aria-label=${what}></progress>
    <p class="figures number">
      ${
        isMoving && progress && progress.totalBytes > 0
          ? html`<span>${texts.of(texts.bytes(progress.bytes), texts.bytes(progress.totalBytes))}</span>`
          : nothing
      }
      ${speed ? html`<span>${texts.rate(speed)}</span>` : nothing}
      ${isMoving && run.changing && progress && progress.leftMs > 0 ? html`<span>${texts.left(seconds(progress.leftMs, texts))}</span>` : nothing}
    </p>
  </div>`;
}

function permissionView(view: View): TemplateResult {
  const { state, flasher, texts } = view;
  const { permission } = state;
  if (!permission) return html``;
  return html`<div class="notice call" role="alert">
    <h2>${texts.permissionTitle[permission]}</h2>
    <p>${texts.permissionText[permission]}</p>
    <button class="primary large" @click=${() => flasher.allow()}>${texts.permissionButton[permission]}</button>
    ${permission === 'bootloader' ? helpView('no-bootloader', view, { open: false }) : nothing}
  </div>`;
}
