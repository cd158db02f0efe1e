// Where a person is on the way: connect, firmware, flash, verified.

import { html, type TemplateResult } from 'lit';
import type { Stage } from '../model/state.ts';
import type { View } from './view.ts';

/** Steps behind us, by stage. */
const done: Readonly<Record<Stage, number>> = { start: 0, looking: 0, board: 1, working: 2, failed: 0, done: 4 };

export function stepsView({ state, texts }: View): TemplateResult {
  const at = state.stage === 'failed' ? (state.card ? 2 : 0) : done[state.stage];
  return html`<ol class="steps">
    ${texts.steps.map(
      (step, index) => html`<li
        class=${index < at ? 'past' : index === at ? 'now' : ''}
        aria-current=${index === at ? 'step' : 'false'}
      ><span>${step}</span></li>`,
    )}
  </ol>`;
}
