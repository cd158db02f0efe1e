// What is known of the board, and how.

import { html, nothing, type TemplateResult } from 'lit';
import { chipView } from './chip.ts';
import { quantity } from './format.ts';
import type { View } from './view.ts';

/** What a person can say a board is; the versions that were sold. */
const names = ['v3.1', 'v3.2', 'v3.3', 'v3.4-24V', 'v3.4-48V', 'v3.5-24V', 'v3.5-48V', 'v3.6-24V', 'v3.6-56V'];

export function boardView(view: View): TemplateResult {
  const { state, texts, say } = view;
  const { card } = state;
  if (!card) return html``;
  return html`<section class="card board" aria-labelledby="board-title">
    <header>
      <h1 id="board-title" tabindex="-1">ODrive ${card.version.name ?? ''}</h1>
      <span class="chip ${card.mode}">${texts.modes[card.mode]}</span>
    </header>
    <dl>
      ${row(texts.serial, html`<code>${card.serial ?? '—'}</code>`)}
      ${row(texts.version, versionView(view))} ${row(texts.installed, installedView(view))}
      ${
        card.busVolts === undefined
          ? nothing
          : row(texts.busVoltage, html`<span class="number">${quantity(card.busVolts, 1, 'V', texts)}</span>`)
      }
      ${row(texts.protection, protectionView(view))}
      ${
        card.axes && card.axes.length > 0
          ? row(texts.axes, html`${card.axes.map(({ name, state: axis }) => html`<div>${name}: ${say(axis)}</div>`)}`)
          : nothing
      }
    </dl>
    ${card.interrupted ? html`<p class="notice call">${texts.interrupted}</p>` : nothing}
    ${
      card.mode === 'running'
        ? html`<div class="actions"><button @click=${() => openDashboard(view)}>${texts.dashboard}</button></div>`
        : nothing
    }
    ${chipView(view)}
  </section>`;
}

/** Comes with its plots and texts when a person wants it. */
async function openDashboard({ flasher }: View): Promise<void> {
  await import('../dashboard/element.ts');
  flasher.showDashboard();
}

function row(name: string, value: unknown): TemplateResult {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function versionView({ state, flasher, texts }: View): TemplateResult {
  const { card } = state;
  if (!card) return html``;
  if (card.version.name !== undefined)
    return html`${card.version.name}<small>${texts.evidence[card.version.evidence]}</small>`;
  return html`${texts.versionUnknown}
    <label class="field"
      ><span>${texts.nameBoard}</span>
      <select @change=${(event: Event) => flasher.name((event.target as HTMLSelectElement).value)}>
        <option value="">…</option>
        ${names.map((name) => html`<option value=${name} ?selected=${state.named === name}>${name}</option>`)}
      </select>
    </label>
    <small>${texts.nameBoardHints[card.version.why]}</small>`;
}

function installedView({ state, texts }: View): TemplateResult {
  const { firmware } = state.card ?? {};
  if (!firmware) return html``;
  if (firmware.kind !== 'release') return html`${texts.firmwareKinds[firmware.kind]}`;
  const { release, reported } = firmware;
  const differs = reported !== undefined && reported !== release;
  return html`<span class="number">${release}</span>${differs ? html`<small>${texts.reports(reported)}</small>` : nothing}`;
}

function protectionView({ state, texts }: View): TemplateResult {
  const { protection } = state.card ?? {};
  if (!protection) return html`<span class="faint">${texts.notTold}</span>`;
  if (protection.read > 0) return html`<span class="warn-text">${texts.protectedRead}</span>`;
  if (protection.write.length > 0)
    return html`<span class="warn-text">${texts.protectedWrite(protection.write.join(', '))}</span>`;
  return html`${texts.notProtected}`;
}
