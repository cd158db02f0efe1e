// Names of properties and error flags. A line that is too short for one ends after a dot or an underscore.

import { html, type TemplateResult } from 'lit';

/** `axis0.encoder.pos_estimate` with a place for a line break after each of its parts. */
export function nameText(name: string): TemplateResult {
  return html`${name.split(/(?<=[._])/).map((part) => html`${part}<wbr>`)}`;
}
