// Which firmware: a release for this very board, or a file that is dropped or chosen.

import { html, nothing, type TemplateResult } from 'lit';
import type { ChosenFirmware } from '../model/state.ts';
import type { View } from './view.ts';

/** Where ODrive has published the files of v3 boards. A page cannot fetch them from there (no CORS); a person can. */
const odriveReleases = 'https://github.com/odriverobotics/ODrive/releases';

type ChosenFile = Extract<ChosenFirmware, { readonly kind: 'file' }>;

export function firmwareView(view: View): TemplateResult {
  const { texts, state } = view;
  return html`<section class="card firmware" aria-labelledby="firmware-title">
    <h2 id="firmware-title">${texts.firmware}</h2>
    ${state.releases.length > 0 ? releasesView(view) : nothing}
    ${state.filesOnly === false && state.card?.version.name === undefined ? html`<p class="hint">${texts.nameBoardFirst}</p>` : nothing}
    ${state.filesOnly ? html`<p class="hint">${texts.noReleases} <a href=${odriveReleases} target="_blank" rel="noopener noreferrer">${texts.odriveReleases}</a></p>` : nothing}
    ${state.wantedMissing === undefined ? nothing : html`<p class="notice">${texts.wantedMissing(state.wantedMissing)}</p>`}
    ${dropView(view)}
    ${
      state.fileProblem
        ? html`<div class="notice stop" role="alert">
            <p><strong>${state.fileProblem.name}</strong>: ${state.fileProblem.text}</p>
            <p>${state.fileProblem.next}</p>
          </div>`
        : nothing
    }
  </section>`;
}

function releasesView({ state, flasher, texts }: View): TemplateResult {
  const [newest, ...older] = state.releases;
  const chosen = state.firmware?.kind === 'release' ? state.firmware.version : undefined;
  if (!newest) return html``;
  const choose = (version: string) => () => flasher.chooseRelease(version);
  const isOlder = older.some(({ version }) => version === chosen);
  return html`<div class="choices" role="radiogroup" aria-label=${texts.release}>
    <label class="choice ${chosen === newest.version ? 'chosen' : ''}">
      <input type="radio" name="release" .checked=${chosen === newest.version} @change=${choose(newest.version)} />
      <span class="number">${newest.version}</span><small>${texts.newest} · ${newest.name}</small>
    </label>
    ${
      older.length === 0
        ? nothing
        : html`<label class="field inline"
            ><span>${texts.olderReleases}</span>
            <select
              @change=${(event: Event) => {
                const { value } = event.target as HTMLSelectElement;
                if (value) void flasher.chooseRelease(value);
              }}
            >
              <option value="" ?selected=${!isOlder}>…</option>
              ${older.map(
                ({ version }) => html`<option value=${version} ?selected=${chosen === version}>${version}</option>`,
              )}
            </select>
          </label>`
    }
  </div>`;
}

function dropView({ state, flasher, texts, say }: View): TemplateResult {
  const file = state.firmware?.kind === 'file' ? state.firmware : undefined;
  const take = (chosen: FileList | null | undefined) => void flasher.chooseFile([...(chosen ?? [])]);
  const mark = (event: DragEvent, over: boolean) => {
    event.preventDefault();
    (event.currentTarget as HTMLElement).classList.toggle('over', over);
  };
  return html`<label
    class="drop ${file ? 'chosen' : ''}"
    @dragover=${(event: DragEvent) => mark(event, true)}
    @dragleave=${(event: DragEvent) => mark(event, false)}
    @drop=${(event: DragEvent) => {
      mark(event, false);
      take(event.dataTransfer?.files);
    }}
  >
    <input
      type="file"
      class="visually-hidden"
      accept=".hex,.elf,.bin,.dfu,.s19,.srec,.uf2"
      @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        take(input.files);
        input.value = '';
      }}
    />
    ${
      file
        ? html`<strong>${file.name}</strong>
            <small>${factsOf(file, texts, say)}</small>`
        : html`<span>${texts.dropFile}, <u>${texts.chooseFile}</u></span><small>${texts.fileFormats}</small>`
    }
  </label>`;
}

/** Release, board and size, as far as the bytes of the file show it. */
function factsOf({ description }: ChosenFile, texts: View['texts'], say: View['say']): string {
  const { claims, evidence, bytes } = description;
  return [claims.firmwareVersion, evidence.board && say(evidence.board), texts.bytes(bytes)]
    .filter(Boolean)
    .join(' · ');
}
