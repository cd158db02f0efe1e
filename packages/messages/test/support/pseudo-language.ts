// A second language, made of the English one: the same files with every sentence marked. It shows what a translator has to do,
// and that the compiler finds what is missing.

import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript-oldest';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const sources = join(root, 'packages/messages/src');

export const begin = '⟦';
const end = '⟧';

/** Writes the language into a folder of the project's cache, `change`d if that is wanted, and gives the folder. */
export function writePseudoLanguage(
  name: string,
  change: (path: string, text: string) => string = (_, text) => text,
): string {
  const folder = join(root, '.cache/languages', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(sources, folder, { recursive: true });
  for (const entry of readdirSync(join(folder, 'en'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, change(path.slice(folder.length + 1), marked(path, text)));
  }
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: join(root, 'tsconfig.base.json'),
      compilerOptions: {
        rootDir: '.',
        noEmit: true,
        composite: false,
        declaration: false,
        isolatedDeclarations: false,
      },
      include: ['.'],
    }),
  );
  return folder;
}

/** Every literal that has words in it, with marks around it; keys, codes and single words stay as they are. */
function marked(path: string, text: string): string {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  const inserts: { readonly at: number; readonly mark: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (isSentence(node, file)) {
      inserts.push({ at: node.getStart(file) + 1, mark: begin }, { at: node.getEnd() - 1, mark: end });
      // What is inserted into a sentence is a part of it.
      if (ts.isTemplateExpression(node)) for (const span of node.templateSpans) visit(span.expression);
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return inserts
    .sort((a, b) => b.at - a.at)
    .reduce((marking, { at, mark }) => marking.slice(0, at) + mark + marking.slice(at), text);
}

function isSentence(node: ts.Node, file: ts.SourceFile): boolean {
  if (ts.isImportDeclaration(node.parent ?? node)) return false;
  if (ts.isTemplateExpression(node)) return true;
  if (!ts.isStringLiteral(node) && !ts.isNoSubstitutionTemplateLiteral(node)) return false;
  const { parent } = node;
  const isKey = (ts.isPropertyAssignment(parent) && parent.name === node) || ts.isLiteralTypeNode(parent);
  const isCompared = ts.isBinaryExpression(parent) && parent.operatorToken.getText(file).includes('==');
  return !isKey && !isCompared && node.text.trim().includes(' ');
}
