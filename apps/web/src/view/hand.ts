// What a person has to do by hand: drawn, and in words.

import { html, type TemplateResult } from 'lit';
import { handPicture } from './pictures.ts';
import type { View } from './view.ts';

export function handView({ state: { hand }, texts }: View): TemplateResult {
  if (!hand) return html``;
  return html`<div class="notice call hand" role="alert">
    ${handPicture(hand.step)}
    <div>
      <h2>${texts.handTitle}</h2>
      <p>${hand.text}</p>
    </div>
  </div>`;
}
