// The plot: uPlot on a canvas, in the colours of the page. Redrawn at most once a frame with what the state has.

import { html, LitElement, type TemplateResult } from 'lit';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

/** Names of custom properties, one for each series in turn. */
const colours = ['--plot-1', '--plot-2', '--plot-3', '--plot-4', '--plot-5', '--plot-6'] as const;

const height = 260;

export class Plot extends LitElement {
  static override properties = {
    paths: { attribute: false },
    samples: { attribute: false },
    label: { attribute: false },
  };
  declare paths: readonly string[];
  declare samples: readonly (readonly number[])[];
  declare label: string;
  #plot: UPlot | undefined;
  #drawn: readonly string[] = [];
  #scheme: MediaQueryList | undefined;
  readonly #resized = new ResizeObserver(() => this.#plot?.setSize({ width: this.clientWidth, height }));
  readonly #recolour = () => {
    this.#drop();
    this.requestUpdate();
  };

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
    this.#scheme = matchMedia('(prefers-color-scheme: dark)');
    this.#scheme.addEventListener('change', this.#recolour);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
    this.#scheme?.removeEventListener('change', this.#recolour);
    this.#drop();
  }

  protected override render(): TemplateResult {
    return html`<div class="canvas" role="img" aria-label=${this.label}></div>`;
  }

  protected override updated(): void {
    if (this.#drawn !== this.paths) this.#drop();
    this.#plot ??= this.#make();
    const [times = [], ...rows] = this.samples;
    const latest = times.at(-1) ?? 0;
    this.#plot.setData([times.map((at) => (at - latest) / 1000), ...rows.map((row) => [...row])]);
  }

  #make(): UPlot {
    this.#drawn = this.paths;
    const style = getComputedStyle(this);
    const colour = (name: string) => style.getPropertyValue(name).trim() || 'currentColor';
    const axis = { stroke: colour('--faint'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false } };
    return new UPlot(
      {
        width: Math.max(this.clientWidth, 200),
        height,
        legend: { show: false },
        cursor: { show: false },
        scales: { x: { time: false, range: [-30, 0] } },
        axes: [
          { ...axis, values: (_, ticks) => ticks.map((at) => `${at} s`) },
          { ...axis, size: 64 },
        ],
        series: [
          {},
          ...this.paths.map((label, index) => ({
            label,
            stroke: colour(colours[index % colours.length] ?? '--accent'),
            width: 2,
          })),
        ],
      },
      [[], ...this.paths.map(() => [])],
      this.querySelector<HTMLElement>('.canvas') ?? this,
    );
  }

  #drop(): void {
    this.#plot?.destroy();
    this.#plot = undefined;
  }
}
