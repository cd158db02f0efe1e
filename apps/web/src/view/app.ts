// The page: one element that renders the state at most once a frame. What it shows is made by functions of the state, one file for
// each part; none of them keeps anything.

import { systemClock } from '@odflash/core';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Flasher } from '../model/flasher.ts';
import type { Stage } from '../model/state.ts';
import type { NewVersion } from '../offline/offline.ts';
import type { PageTexts } from '../text/page-texts.ts';
import { type Announcer, announcementOf, createAnnouncer } from './announcer.ts';
import { boardView } from './board.ts';
import { doneView, failedView } from './end.ts';
import { firmwareView } from './firmware.ts';
import { keepFocus } from './focus.ts';
import { languageView } from './language.ts';
import { logView } from './log.ts';
import { preflightView } from './preflight.ts';
import { questionView } from './question.ts';
import { startView } from './start.ts';
import { stepsView } from './steps.ts';
import type { View } from './view.ts';
import { workingView } from './working.ts';

export class App extends LitElement {
  static override properties = {
    flasher: { attribute: false },
    texts: { attribute: false },
    say: { attribute: false },
    newVersion: { attribute: false },
    openedBy: { attribute: false },
  };
  declare flasher: Flasher;
  declare texts: PageTexts;
  declare say: View['say'] | undefined;
  /** A newer version of the page is here. */
  declare newVersion: NewVersion | undefined;
  /** The site whose button opened this page. */
  declare openedBy: string | undefined;
  #stop: (() => void) | undefined;
  #frame = 0;
  #shown: Stage | undefined;
  #spoken = '';
  #announcer: Announcer | undefined;
  readonly #focus = keepFocus(this);

  override connectedCallback(): void {
    super.connectedCallback();
    const { store } = this.flasher;
    const announcer = createAnnouncer(systemClock, (text) => {
      this.#spoken = text;
      this.#soon();
    });
    this.#announcer = announcer;
    const tell = () => announcer.tell(announcementOf(store.value, this.texts));
    const stops = [store.watch(() => this.#soon()), store.watch(tell)];
    this.#stop = () => {
      for (const stop of stops) stop?.();
    };
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    this.#announcer?.[Symbol.dispose]();
    cancelAnimationFrame(this.#frame);
  }

  /** One style sheet for the whole page, and headings that a screen reader finds. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  #soon(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.requestUpdate();
    });
  }

  protected override render(): TemplateResult {
    const { flasher, texts } = this;
    const state = flasher.store.value;
    const say: View['say'] = this.say ?? (() => '');
    const view: View = { state, flasher, texts, say };
    const demo = flasher.platform.controls !== undefined;
    return html`
      <header>
        <div class="top">
        <a class="brand" href="./" aria-label="odflash"><img src="icon.svg" alt="" width="28" height="28" />odflash</a>
        <p class="tagline">${texts.tagline}</p>
        ${demo ? html`<a class="quiet" href="./">${texts.leaveDemo}</a>` : html`<a class="quiet" href="?demo">${texts.demo}</a>`}
        </div>
      ${demo ? html`<p class="ribbon">${texts.demoNote}</p>` : nothing}
      ${this.openedBy === undefined ? nothing : html`<p class="ribbon">${texts.openedBy(this.openedBy)}</p>`}
      ${this.newVersion && quiet.has(state.stage) ? newVersionView(this.newVersion, texts) : nothing}
      </header>
      <main>
        ${stepsView(view)}
        ${mainView(view)}
        ${demo ? html`<od-bench .flasher=${flasher} .pageTexts=${texts}></od-bench>` : nothing}
        ${state.log.length > 0 ? logView(view) : nothing}
      </main>
      <footer class="bottom">${texts.footer}${quiet.has(state.stage) ? languageView(texts) : nothing}</footer>
      ${questionView(view)}
      <p class="visually-hidden" role="status">${this.#spoken}</p>
    `;
  }

  protected override willUpdate(): void {
    this.#focus.before();
  }

  /** Widths through the CSSOM, which the content security policy allows; focus to the heading of a new stage. */
  protected override updated(): void {
    for (const element of this.querySelectorAll<HTMLElement>('[data-fill]'))
      element.style.setProperty('--fill', element.dataset.fill ?? '0');
    const { stage } = this.flasher.store.value;
    if (this.#shown !== undefined && this.#shown !== stage) this.querySelector<HTMLElement>('h1')?.focus();
    this.#shown = stage;
    this.#focus.after();
  }
}

/** Where a page may be replaced by a newer one. */
const quiet: ReadonlySet<Stage> = new Set(['start', 'done', 'failed']);

function newVersionView(version: NewVersion, texts: PageTexts): TemplateResult {
  return html`<p class="ribbon new-version" role="status">
    ${texts.newVersion} <button @click=${() => version.load()}>${texts.loadNewVersion}</button>
  </p>`;
}

function mainView(view: View): TemplateResult {
  switch (view.state.stage) {
    case 'start':
    case 'looking':
      return startView(view);
    case 'board':
      if (view.state.dashboard)
        return html`<od-dashboard .flasher=${view.flasher} .pageTexts=${view.texts}></od-dashboard>`;
      return html`<div class="columns">
        ${boardView(view)}
        <div class="stack">${firmwareView(view)}${preflightView(view)}</div>
      </div>`;
    case 'working':
      return workingView(view);
    case 'done':
      return doneView(view);
    case 'failed':
      return failedView(view);
  }
}
