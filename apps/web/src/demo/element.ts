// The virtual board of the demo: its switch, supply and cable, the menu of boards and faults, the old failure. Loaded with the demo.

import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Flasher } from '../model/flasher.ts';
import { codeOf } from '../text/languages.ts';
import type { PageTexts } from '../text/page-texts.ts';
import { keepFocus } from '../view/focus.ts';
import { type Comparison, createComparison } from './comparison.ts';
import { comparisonView } from './comparison-view.ts';
import './demo.css';
import { type DemoWords, demoIn } from './languages.ts';
import { createMenu, type Menu, menuView } from './menu.ts';
import { pickerView } from './picker-view.ts';

class BenchElement extends LitElement {
  static override properties = { flasher: { attribute: false }, pageTexts: { attribute: false } };
  declare flasher: Flasher;
  declare pageTexts: PageTexts;
  #words: DemoWords | undefined;
  #menu: Menu | undefined;
  #comparison: Comparison | undefined;
  #frame = 0;
  #stop: (() => void) | undefined;
  readonly #focus = keepFocus(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { platform, engine } = this.flasher;
    const { controls, clock } = platform;
    if (!controls) return;
    this.#menu = createMenu(controls, () => this.requestUpdate());
    this.#comparison = createComparison(clock, engine);
    this.#comparison.store.watch(() => this.#soon());
    this.#stop = controls.picker.watch(() => this.#soon());
    void demoIn[codeOf(this.pageTexts)]().then((words) => {
      this.#words = words;
      this.requestUpdate();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    cancelAnimationFrame(this.#frame);
    this.#stop?.();
  }

  #soon(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.requestUpdate();
    });
  }

  protected override willUpdate(): void {
    this.#focus.before();
  }

  /** Widths through the CSSOM, which the content security policy allows. */
  protected override updated(): void {
    for (const element of this.querySelectorAll<HTMLElement>('[data-fill]'))
      element.style.setProperty('--fill', element.dataset.fill ?? '0');
    this.#focus.after();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { controls } = this.flasher.platform;
    const words = this.#words;
    if (!controls || !words || !this.#menu || !this.#comparison) return nothing;
    const { texts } = words;
    const isDfu = (event: Event) => (event.target as HTMLInputElement).checked;
    return html`<details class="card bench" ?open=${controls.problem !== undefined}>
        <summary>${texts.title} <code class="faint">${controls.profile}</code></summary>
        <div class="actions">
          <label class="check"
            ><input
              type="checkbox"
              ?checked=${controls.switchedToDfu()}
              @change=${(event: Event) => controls.setSwitch(isDfu(event) ? 'dfu' : 'run')}
            />${texts.switch}</label
          >
          <button @click=${() => controls.powerCycle()}>${texts.power}</button>
          <button @click=${() => controls.cable(false)}>${texts.unplug}</button>
          <button @click=${() => controls.cable(true)}>${texts.plug}</button>
        </div>
        ${menuView(this.#menu, words)}
      </details>
      <details class="card comparison-card">
        <summary>${texts.comparisonTitle}</summary>
        ${comparisonView(this.#comparison, texts, this.pageTexts)}
      </details>
      ${pickerView(controls.picker, texts)}`;
  }
}

customElements.define('od-bench', BenchElement);
