// The parts of the dashboard, as functions of its state.

import { formatSetting, isChange, type PlannedWrite } from '@odflash/core/configuration';
import type { PropertyType } from '@odflash/core/odrive';
import type { BoardError, BoardStatus } from '@odflash/core/running';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { type NumberForm, quantity, seconds } from '../view/format.ts';
import { saveFile } from '../view/save-file.ts';
import type { View } from '../view/view.ts';
import type { Dashboard, DashboardState } from './model.ts';
import { nameText } from './name-text.ts';
import type { DashboardTexts, DashboardWords } from './texts.ts';

export interface Parts {
  readonly state: DashboardState;
  readonly dashboard: Dashboard;
  readonly texts: DashboardTexts;
  readonly errorFlags: DashboardWords['errorFlags'];
  readonly say: View['say'];
}

export function statusView({ state, texts, errorFlags, say }: Parts): TemplateResult {
  const { status } = state;
  if (!status)
    return html`<section class="card"><h2>${texts.status}</h2><p class="hint">${texts.connecting}</p></section>`;
  return html`<section class="card" aria-labelledby="status-title">
    <header><h2 id="status-title">${texts.status}</h2>
      <span class="chip ${status.isHealthy ? '' : 'dfu'}">${status.isHealthy ? texts.healthy : texts.errors}</span></header>
    <dl class="pairs">
      ${pair(texts.bus, busText(status, texts))}
      ${status.uptimeMs === undefined ? nothing : pair(texts.uptime, seconds(status.uptimeMs, texts))}
      ${status.evidence.axes.map(({ name, state: axis }) =>
        pair(
          name,
          [
            say({ code: 'running.axis-state', params: { state: axis } }),
            ...status.temperatures
              .filter((one) => one.axis === name)
              .map(
                ({ of, celsius }) =>
                  `${texts.sensors[of]} ${Number.isFinite(celsius) ? `${celsius.toFixed(0)} °C` : texts.notMeasured}`,
              ),
          ].join(', '),
        ),
      )}
    </dl>
    ${status.misconfigured ? html`<p class="notice">${texts.misconfigured}</p>` : nothing}
    ${status.errors.map((error) => errorView(error, texts, errorFlags))}
  </section>`;
}

function pair(name: string, value: string): TemplateResult {
  return html`<div><dt>${name}</dt><dd class="number">${value}</dd></div>`;
}

function busText({ busVoltage, busCurrent }: BoardStatus, form: NumberForm): string {
  const parts = [
    ...(busVoltage === undefined ? [] : [quantity(busVoltage, 2, 'V', form)]),
    ...(busCurrent === undefined ? [] : [quantity(Math.abs(busCurrent) < 0.005 ? 0 : busCurrent, 2, 'A', form)]),
  ];
  return parts.join(', ') || '—';
}

function errorView(
  { path, value, flags, isLatched }: BoardError,
  texts: DashboardTexts,
  errorFlags: Parts['errorFlags'],
): TemplateResult {
  return html`<div class="notice ${isLatched ? '' : 'stop'}">
    <p><code>${nameText(path)}</code> <span class="number">0x${BigInt(value).toString(16)}</span> ${isLatched ? texts.latched : ''}</p>
    ${flags.map(({ name, code }) => {
      const { meaning, cause, remedy } = errorFlags[code];
      return html`<div><strong>${nameText(name)}</strong>: ${meaning}
        <dl class="pairs">${pair(texts.cause, cause)}${pair(texts.remedy, remedy)}</dl></div>`;
    })}
  </div>`;
}

export function plotView({ state, dashboard, texts }: Parts): TemplateResult {
  const { plotted, samples } = state;
  return html`<section class="card plot" aria-labelledby="plot-title">
    <h2 id="plot-title">${texts.plot}</h2>
    ${plotted.length === 0 ? html`<p class="hint">${texts.plotHint}</p>` : nothing}
    <ul class="series">
      ${plotted.map(
        (path, index) => html`<li class="series-${index + 1}"><i></i><code>${nameText(path)}</code>
          <span class="number">${lastText(samples[index + 1])}</span>
          <button class="quiet" aria-label=${texts.remove(path)} @click=${() => dashboard.plot(path, false)}>×</button></li>`,
      )}
    </ul>
    ${
      plotted.length === 0
        ? nothing
        : html`<od-plot .paths=${plotted} .samples=${samples} .label=${texts.plotOf(plotted.join(', '))}></od-plot>`
    }
  </section>`;
}

function lastText(row: readonly number[] | undefined): string {
  const value = row?.at(-1);
  return value === undefined ? '' : Number(value.toPrecision(5)).toString();
}

const numbers: ReadonlySet<PropertyType> = new Set(['int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'float']);

export function propertiesView({ state, dashboard, texts }: Parts): TemplateResult {
  const { shown, found, values, plotted, board, search } = state;
  const [path, value, type, draw] = texts.columns;
  return html`<section class="card properties" aria-labelledby="properties-title">
    <header><h2 id="properties-title">${texts.properties}</h2><span class="hint" role="status">${texts.found(shown.length, found)}</span></header>
    <input type="search" .value=${search} placeholder=${texts.search} aria-label=${texts.search} autocomplete="off" spellcheck="false"
      @input=${(event: Event) => dashboard.search((event.target as HTMLInputElement).value)} />
    <div class="scroll" tabindex="0" role="group" aria-label=${texts.found(shown.length, found)}>
      <table>
        <thead><tr><th scope="col">${path}</th><th scope="col">${value}</th><th scope="col">${type}</th><th scope="col">${draw}</th></tr></thead>
        <tbody>
          ${repeat(
            shown,
            (property) => property.path,
            (property) => {
              const read = values.get(property.path);
              return html`<tr>
                <th scope="row"><code>${nameText(property.path)}</code></th>
                <td class="number">${read === undefined || !board ? '' : board.text(property.path, read)}</td>
                <td class="faint">${property.type}</td>
                <td>${
                  numbers.has(property.type)
                    ? html`<input type="checkbox" .checked=${plotted.includes(property.path)} aria-label=${texts.draw(property.path)}
                        @change=${(event: Event) => dashboard.plot(property.path, (event.target as HTMLInputElement).checked)} />`
                    : nothing
                }</td>
              </tr>`;
            },
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

export function configurationView(parts: Parts): TemplateResult {
  const { state, dashboard, texts } = parts;
  const { busy, problem, restored, comparison } = state;
  const isBusy = busy !== undefined || !state.board;
  return html`<section class="card configuration" aria-labelledby="configuration-title">
    <h2 id="configuration-title">${texts.configuration}</h2>
    <p class="hint">${texts.configurationHint}</p>
    <div class="actions">
      <button ?disabled=${isBusy} @click=${() => dashboard.backup(saveFile)}>${texts.backup}</button>
      <button ?disabled=${isBusy} @click=${(event: Event) => (event.currentTarget as HTMLElement).parentElement?.querySelector('input')?.click()}>${texts.compare}</button>
      <input type="file" hidden accept=".json" aria-label=${texts.compare} @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        const [file] = input.files ?? [];
        if (file) void dashboard.compare(file);
        input.value = '';
      }} />
      ${busy ? html`<span class="hint" role="status"><span class="spinner" aria-hidden="true"></span>${busy === 'restore' ? texts.restoring : texts.comparing}</span>` : nothing}
    </div>
    ${problem ? html`<div class="notice stop" role="alert"><p>${problem.text}</p><p>${problem.next}</p></div>` : nothing}
    ${restored === undefined ? nothing : html`<p class="notice call" role="status">${texts.restored(restored)}</p>`}
    ${comparison ? comparisonView(parts) : nothing}
  </section>`;
}

function comparisonView({ state, dashboard, texts, say }: Parts): TemplateResult {
  const { comparison, busy } = state;
  if (!comparison) return html``;
  const { writes, skipped } = comparison.plan;
  const changes = writes.filter(isChange);
  const groups = [...new Set(changes.map((write) => write.class))];
  const reasons = [...new Set(skipped.map(({ reason }) => reason))];
  return html`<div class="comparison">
    <p><strong>${comparison.file}</strong>: ${texts.changes(changes.length, writes.length - changes.length, skipped.length)}</p>
    ${groups.map(
      (group) => html`<h3>${texts.groups[group] ?? group}</h3>
        <ul class="differences">${changes.filter((write) => write.class === group).map((write) => changeView(write, texts))}</ul>`,
    )}
    ${reasons.map((reason) => {
      const paths = skipped.filter((one) => one.reason === reason).map(({ path }) => path);
      return html`<p class="hint">${texts.skipped(say({ code: 'settings.skip-reason', params: { reason } }), paths)}</p>`;
    })}
    ${
      changes.length === 0
        ? nothing
        : html`<div class="actions"><button class="primary" ?disabled=${busy !== undefined} @click=${() => dashboard.restore()}>${texts.restore(changes.length)}</button></div>`
    }
  </div>`;
}

function changeView({ property, now, value, because }: PlannedWrite, texts: DashboardTexts): TemplateResult {
  return html`<li><code>${nameText(property.path)}</code>
    <span class="number"><del>${now === undefined ? '?' : formatSetting(now)}</del> → <ins>${formatSetting(value)}</ins></span>
    ${because ? html`<small>${texts.because[because]}</small>` : nothing}</li>`;
}
