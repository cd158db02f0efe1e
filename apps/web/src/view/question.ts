// A question of the engine, as a dialog. A consent is typed, never filled in beforehand.

import type { Finding, Question } from '@odflash/core/ask';
import { html, type TemplateResult } from 'lit';
import type { View } from './view.ts';

export function questionView(view: View): TemplateResult {
  const { state, texts, flasher } = view;
  const question = state.question?.question;
  if (!question) return html``;
  const decline = (event: Event) => {
    event.preventDefault();
    flasher.stop();
  };
  return html`<dialog class="question" aria-labelledby="question-title" @cancel=${decline}>
    <h2 id="question-title">${texts.questionTitle}</h2>
    ${bodies[question.type](question as never, view)}
  </dialog>`;
}

type Body<Type extends Question['type']> = (question: Extract<Question, { type: Type }>, view: View) => TemplateResult;

const bodies: { readonly [Type in Question['type']]: Body<Type> } = {
  warnings: ({ findings }, view) => html`${findingsView(findings, view)}${choices(view, [['yes', view.texts.accept]])}`,
  choice: ({ text, options }, view) => html`<p>${view.say(text)}</p>
    <div class="actions column">
      ${options.map(
        ({ code, text: label }) =>
          html`<button @click=${() => view.flasher.answer(code)}>${capitalised(view.say(label))}</button>`,
      )}
      <button class="quiet" @click=${() => view.flasher.stop()}>${view.texts.decline}</button>
    </div>`,
  step: ({ text }, view) => html`<p>${view.say(text)}</p>${choices(view, [['done', view.texts.stepDone]])}`,
  consent: ({ text, consent }, view) => html`<p>${view.say(text)}</p>
    <form
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        const typed = new FormData(event.target as HTMLFormElement).get('typed');
        view.flasher.answer(typeof typed === 'string' ? typed.trim() : '');
      }}
    >
      <label class="field"
        ><span>${view.texts.typeToConfirm(consent.serial)}</span>
        <input name="typed" autocomplete="off" autocapitalize="off" spellcheck="false" required />
      </label>
      <div class="actions">
        <button class="danger">${view.texts.confirm}</button>
        <button type="button" class="quiet" @click=${() => view.flasher.answer('')}>${view.texts.decline}</button>
      </div>
    </form>`,
};

function findingsView(findings: readonly Finding[], { say, texts }: View): TemplateResult {
  return html`<ul class="findings">
    ${findings.map(({ level, text }) => html`<li class=${level}><span class="level">${texts.levels[level]}</span><span>${say(text)}</span></li>`)}
  </ul>`;
}

function choices(
  { flasher, texts }: View,
  answers: readonly (readonly [code: string, label: string])[],
): TemplateResult {
  return html`<div class="actions">
    ${answers.map(([code, label]) => html`<button class="primary" @click=${() => flasher.answer(code)}>${label}</button>`)}
    <button class="quiet" @click=${() => flasher.answer('')}>${texts.decline}</button>
  </div>`;
}

/** An answer of the catalogue is a part of a sentence; on a button it stands alone. */
function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
