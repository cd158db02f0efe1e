// How it ended: verified, or what went wrong, what is on the board now and what to do.

import { html, nothing, type TemplateResult } from 'lit';
import { troubleOf } from '../help/help.ts';
import { seconds } from './format.ts';
import { handView } from './hand.ts';
import { helpView } from './help.ts';
import { checkPicture } from './pictures.ts';
import { savedView } from './saved.ts';
import { sectorMapView } from './sector-map.ts';
import type { View } from './view.ts';

export function doneView(view: View): TemplateResult {
  const { state, flasher, texts } = view;
  const { report, run, card } = state;
  if (!report) return html``;
  const version = report.firmware.after ?? report.firmware.version ?? report.firmware.name;
  const restored = report.configuration;
  return html`<section class="card done" aria-labelledby="done-title">
    <header class="result">
      ${checkPicture()}
      <div>
        <h1 id="done-title" tabindex="-1">${texts.doneTitle[report.outcome]}</h1>
        <p class="lead">${report.firmware.after === undefined ? texts.doneHolds(version) : texts.doneText(version)}</p>
      </div>
    </header>
    <ul class="facts">
      ${report.board === 'verified' ? html`<li>${texts.readBack}</li>` : nothing}
      ${restored ? html`<li>${texts.configurationRestored(restored.values.length)}</li>` : nothing}
      <li>ODrive ${card?.version.name} · <code>${card?.serial}</code> · ${texts.took(seconds(report.ms, texts))}</li>
    </ul>
    ${handView(view)}
    ${run?.progress && report.outcome !== 'left-alone' ? sectorMapView(run.progress.sectors, texts, { ended: 'well' }) : nothing}
    ${savedView(view)}
    <div class="actions"><button class="primary" @click=${() => flasher.again()}>${texts.again}</button></div>
  </section>`;
}

export function failedView(view: View): TemplateResult {
  const { state, flasher, texts } = view;
  const { failure, run } = state;
  if (!failure) return html``;
  const trouble = troubleOf(failure.code);
  return html`<section class="card failed" aria-labelledby="failed-title" role="alert">
    <h1 id="failed-title" tabindex="-1">${failure.board === 'verified' ? texts.unfinishedTitle : texts.failedTitle}</h1>
    <p class="lead">${failure.text}</p>
    ${failure.board ? html`<p class="board-state ${failure.board}">${texts.boardStates[failure.board]}</p>` : nothing}
    ${
      failure.next
        ? html`<h2>${texts.whatNow}</h2>
            <p>${failure.next}</p>`
        : nothing
    }
    <div class="actions">
      <button class="primary large" @click=${() => flasher.again()}>${texts.tryAgain}</button>
      <code class="faint">E: ${failure.code}</code>
    </div>
    ${run?.changing && run.progress ? sectorMapView(run.progress.sectors, texts, { ended: 'failed' }) : nothing}
    ${trouble ? helpView(trouble, view) : nothing} ${savedView(view)}
  </section>`;
}
