// The language chooser. The page is loaded again in the language that is chosen, so it is shown only where nothing is lost by that.

import { html, type TemplateResult } from 'lit';
import { chooseLanguage, languages } from '../text/languages.ts';
import type { PageTexts } from '../text/page-texts.ts';

export function languageView({ tag, language }: PageTexts): TemplateResult {
  const choose = (event: Event) => {
    chooseLanguage(window, (event.currentTarget as HTMLSelectElement).value);
    location.reload();
  };
  return html` <select aria-label=${language} @change=${choose}>
    ${Object.entries(languages).map(
      ([code, { name }]) => html`<option value=${code} lang=${code} ?selected=${tag.startsWith(code)}>${name}</option>`,
    )}
  </select>`;
}
