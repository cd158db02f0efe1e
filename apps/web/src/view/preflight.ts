// What was looked at before anything is changed, and the button that starts it.

import { html, nothing, type TemplateResult } from 'lit';
import type { Failure } from '../model/state.ts';
import { seconds } from './format.ts';
import type { View } from './view.ts';

export function preflightView(view: View): TemplateResult {
  const { state, texts } = view;
  const { check } = state;
  if (check.status === 'none') return html``;
  return html`<section class="card preflight" aria-labelledby="preflight-title" aria-busy=${check.status === 'running'}>
    <h2 id="preflight-title">${texts.preflight}</h2>
    ${
      check.status === 'running'
        ? html`<p class="hint" role="status"><span class="spinner" aria-hidden="true"></span>${texts.checking}</p>`
        : resultView(view)
    }
    ${check.status === 'ready' || check.failure?.consentable ? goView(view) : nothing}
  </section>`;
}

/** What a person should read is shown, and what is well is counted: the button stays in sight. */
function resultView({ state: { check }, texts, say }: View): TemplateResult {
  const lines = (findings: typeof check.findings) =>
    findings.map(
      ({ level, text }) =>
        html`<li class=${level}><span class="level">${texts.levels[level]}</span><span>${say(text)}</span></li>`,
    );
  const passed = check.findings.filter(({ level }) => level === 'ok');
  const others = check.findings.filter(({ level }) => level !== 'ok');
  return html`${
    others.length > 0 || check.failure
      ? html`<ul class="findings">${lines(others)}${check.failure ? failureView(check.failure, texts) : nothing}</ul>`
      : nothing
  }
    ${
      passed.length > 0
        ? html`<details class="passed">
            <summary>${texts.checksPassed(passed.length)}</summary>
            <ul class="findings">${lines(passed)}</ul>
          </details>`
        : nothing
    }`;
}

/** What only a typed consent accepts is asked for when the run begins. */
function failureView({ text, next, consentable }: Failure, texts: View['texts']): TemplateResult {
  const level = consentable ? 'consent' : 'stop';
  return html`<li class=${level}><span class="level">${texts.levels[level]}</span><span>${text}<br />${next}</span></li>`;
}

function goView({ state, flasher, texts }: View): TemplateResult {
  const { firmware, check } = state;
  const name = firmware?.kind === 'release' ? firmware.version : firmware?.name;
  const { plan } = check;
  return html`<div class="actions">
    <button class="primary large" @click=${() => flasher.flash()}>${texts.flashButton(name ?? '')}</button>
    ${
      plan && plan.steps.length > 0
        ? html`<span class="hint">${texts.willTake(seconds(plan.totals.ms, texts), texts.bytes(plan.totals.writtenBytes))}</span>`
        : nothing
    }
  </div>`;
}
