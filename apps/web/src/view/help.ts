// Help as a list to open: the first topic is open. Its words and drawings are fetched when there is something to help with.

import { html, type TemplateResult } from 'lit';
import { type Trouble, topicsFor } from '../help/help.ts';
import type { Topics } from '../help/topics.ts';
import type { View } from './view.ts';

type Parts = Pick<typeof import('./help-topics.ts'), 'topicView'> & { readonly topics: Topics };

let parts: Parts | undefined;
let isFetching = false;

/** Nothing at first: the page is rendered again when the words are there. */
function loaded({ flasher, texts }: View): Parts | undefined {
  if (!isFetching) {
    isFetching = true;
    void import('./help-topics.ts').then(async ({ topicView, wordsOf }) => {
      parts = { topics: await wordsOf(texts), topicView };
      flasher.store.set({});
    });
  }
  return parts;
}

export function helpView(trouble: Trouble, view: View, { open = true } = {}): TemplateResult {
  const codes = topicsFor(trouble, view.flasher.platform.system);
  const help = codes.length > 0 ? loaded(view) : undefined;
  if (!help) return html``;
  return html`<section class="help" aria-label=${view.texts.help}>
    ${codes.map((code, index) => help.topicView(help.topics[code], view.texts, open && index === 0))}
  </section>`;
}
