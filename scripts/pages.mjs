// npm run pages: docs/errors and docs/symptoms.md, written from the catalogue in packages/messages, so that a page says what
// `odflash explain` says. `npm run check` refuses pages that are not as they would be written.

import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, ensureInstalled, root } from './workspace.mjs';

/** The pages that differ from the catalogue, each a path from the root; those that have no code any more, too. */
export async function findStalePages() {
  const pages = await writtenPages();
  const stale = [...pages].filter(([path, text]) => !existsSync(join(root, path)) || textOf(path) !== text);
  return [...stale.map(([path]) => path), ...extraPages(pages)];
}

const textOf = (path) => readFileSync(join(root, path), 'utf8');

function extraPages(pages) {
  const found = readdirSync(join(root, 'docs/errors')).map((name) => `docs/errors/${name}`);
  return found.filter((path) => !pages.has(path));
}

/** Every page by its path from the root. Needs the built packages. */
async function writtenPages() {
  const [{ errorTable }, { symptoms }, { errorPage }, { english }, { errorPages, pageForm }] = await Promise.all(
    [
      '@odflash/core',
      '@odflash/core/diagnosis',
      '@odflash/messages',
      '@odflash/messages/en',
      '@odflash/messages/en/pages',
    ].map((name) => import(name)),
  );
  const errors = Object.entries(errorTable).map(([code, { exit }]) => {
    const head = { code, exit, title: english.errorTitles[code] };
    return [`docs/errors/${code}.md`, errorPage(head, errorPages[code], pageForm)];
  });
  const sections = symptoms.map((symptom) => symptomSection(symptom, english.symptoms[symptom.id]));
  return new Map([...errors, ['docs/symptoms.md', [symptomsHead, ...sections].join('\n---\n\n')]]);
}

const symptomsHead = `# What other tools say, and what is behind it

Written from packages/core/src/diagnosis and packages/messages by \`npm run pages\`.
\`odflash explain "MESSAGE"\` looks a message up.
`;

function symptomSection({ seen, code }, { causes, remedies }) {
  const tools = [...new Set(seen.map(({ by }) => by))];
  const said = tools.map((tool) => {
    const texts = seen.filter(({ by }) => by === tool).map(({ text }) => (tool === 'a person' ? text : `\`${text}\``));
    return `**${tool}**: ${texts.join(' · ')}`;
  });
  const list = (lines) => lines.map((line) => `- ${line}`).join('\n');
  return `${said.join('<br>\n')}\n\n${list(causes)}\n\nWhat helps:\n\n${list(remedies)}\n\nMore: [${code}](errors/${code}.md)\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  ensureInstalled();
  build();
  const pages = await writtenPages();
  for (const [path, text] of pages) writeFileSync(join(root, path), text);
  for (const path of extraPages(pages)) rmSync(join(root, path));
}
