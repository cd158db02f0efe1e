// The dashboard as an element: lives as long as it is shown, and releases the board when it is not.

import { html, LitElement, type TemplateResult } from 'lit';
import type { Flasher } from '../model/flasher.ts';
import { codeOf } from '../text/languages.ts';
import type { PageTexts } from '../text/page-texts.ts';
import { openBoard } from './board.ts';
import { dashboardIn } from './languages.ts';
import './dashboard.css';
import { createDashboard, type Dashboard } from './model.ts';
import { Plot } from './plot.ts';
import type { DashboardWords } from './texts.ts';
import { configurationView, type Parts, plotView, propertiesView, statusView } from './views.ts';

class DashboardElement extends LitElement {
  static override properties = { flasher: { attribute: false }, pageTexts: { attribute: false } };
  declare flasher: Flasher;
  /** The page's own; those of the dashboard are fetched in the same language. */
  declare pageTexts: PageTexts;
  #words: (DashboardWords & Pick<Parts, 'say'>) | undefined;
  #dashboard: Dashboard | undefined;
  #frame = 0;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { platform, openRunning, failureOf } = this.flasher;
    const { clock, keepAwake } = platform;
    const open = (signal: AbortSignal) => openRunning(signal, openBoard);
    this.#dashboard = createDashboard({ clock, open, failureOf, keepAwake });
    this.#dashboard.store.watch(() => this.#soon());
    void this.#speak();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    cancelAnimationFrame(this.#frame);
  }

  #soon(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.requestUpdate();
    });
  }

  async #speak(): Promise<void> {
    const [words, { say }] = await Promise.all([dashboardIn[codeOf(this.pageTexts)](), this.flasher.engine()]);
    this.#words = { ...words, say };
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector<HTMLElement>('h1')?.focus();
  }

  /** The connection is closed before anything else is done with the board. */
  async #leave(): Promise<void> {
    await this.#dashboard?.[Symbol.asyncDispose]();
    await this.flasher.again();
  }

  protected override render(): TemplateResult {
    const dashboard = this.#dashboard;
    const words = this.#words;
    if (!dashboard || !words) return html``;
    const state = dashboard.store.value;
    const { texts } = words;
    const parts: Parts = { state, dashboard, ...words };
    const { card } = this.flasher.store.value;
    return html`<header class="dashboard-head">
        <div>
          <h1 tabindex="-1">${texts.title}</h1>
          <p class="hint">ODrive ${card?.version.name} · <code>${card?.serial}</code> · ${texts.noWrites}</p>
        </div>
        <button ?disabled=${state.busy === 'restore'} @click=${() => this.#leave()}>${texts.back}</button>
      </header>
      ${
        state.failure
          ? html`<div class="notice stop" role="alert"><p>${state.failure.text}</p><p>${state.failure.next}</p></div>`
          : html`<div class="dashboard-grid">
              ${statusView(parts)} ${plotView(parts)} ${propertiesView(parts)} ${configurationView(parts)}
            </div>`
      }`;
  }
}

customElements.define('od-plot', Plot);
customElements.define('od-dashboard', DashboardElement);
