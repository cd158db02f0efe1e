// The catalogue of messages as the page needs it: without the sentences that no part of the page says, and without those that the
// page words itself.

import type { Plugin, Rolldown } from 'vite';

/** The comment before each module of a chunk. */
const moduleMark = /^\/\/(?:#region)? ?(\S+\.[jt]s)$/gm;

const catalogue = /packages\/messages\/src\/[a-z]{2}\//;
/** What the page words itself; a test holds the other languages to the same codes. */
const ownWords = /apps\/web\/src\/text\/next-en\.ts$/;

/** A code as a literal, however it is quoted: codes are never put together. */
const literal = /(["'`])([a-z][\w-]*\.[\w.-]+)\1/g;

export function words(): Plugin {
  return {
    name: 'odflash-words',
    apply: 'build',
    // What was shaken off is gone by now from all chunks, and file names with hashes are not made yet.
    renderChunk(text, chunk, _, { chunks }) {
      if (!Object.keys(chunk.modules).some((id) => catalogue.test(id))) return null;
      const areas = areasOf(text);
      if (areas.length === 0) throw new Error('the modules of a chunk are not marked any more: see moduleMark');
      const { said, own } = codesIn(Object.values(chunks));
      const isWanted = (code: string) => said.has(code) && !own.has(code);
      let left = text;
      // From the end, so that the places before stay where they are.
      for (const area of areas.reverse()) {
        const source = text.slice(area.start, area.end);
        const unwanted = entriesOf(this.parse(source)).filter(({ code }) => !isWanted(code));
        let kept = source;
        for (const { start, end } of unwanted.reverse()) kept = kept.slice(0, start) + kept.slice(end);
        left = left.slice(0, area.start) + kept + left.slice(area.end);
      }
      return { code: left, map: null };
    },
  };
}

/** What the chunks say, the catalogue apart, and what the page words itself. */
function codesIn(chunks: readonly Rolldown.RenderedChunk[]) {
  const [said, own] = [new Set<string>(), new Set<string>()];
  for (const { modules } of chunks)
    for (const [id, { code }] of Object.entries(modules)) {
      if (catalogue.test(id)) continue;
      const codes = ownWords.test(id) ? own : said;
      for (const [, , found = ''] of (code ?? '').matchAll(literal)) codes.add(found);
    }
  return { said, own };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where the modules of the catalogue stand in a chunk. */
function areasOf(text: string): Span[] {
  const marks = [...text.matchAll(moduleMark)];
  return marks.flatMap(({ index, 1: id = '' }, at) =>
    catalogue.test(id) ? [{ start: index, end: marks[at + 1]?.index ?? text.lastIndexOf('\nexport ') }] : [],
  );
}

type Program = ReturnType<Rolldown.PluginContext['parse']>;

/** The sentences of an area: properties of its objects whose name is a code, each up to the next one. */
function entriesOf({ body }: Program): (Span & { readonly code: string })[] {
  return body
    .flatMap((statement) => (statement.type === 'VariableDeclaration' ? statement.declarations : []))
    .flatMap(({ init }) => {
      if (init?.type !== 'ObjectExpression') return [];
      return init.properties.flatMap((property, index) => {
        if (property.type !== 'Property' || property.key.type !== 'Literal') return [];
        const code = String(property.key.value);
        const end = init.properties[index + 1]?.start ?? init.end - 1;
        return code.includes('.') ? [{ code, start: property.start, end }] : [];
      });
    });
}
