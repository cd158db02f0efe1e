// Sentences for people in core, node and the command line, and options of the command line in core and node: there are none. What
// these packages have to say they give as messages, which packages/messages words. Lines for --verbose, traces, and errors that
// only a programmer sees are English and stay.

import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { root } from '../workspace.mjs';

const ts = createRequire(import.meta.url)('typescript-oldest');

/** Texts of other tools and other firmware, of traces, what a system or a compiler reads, and remarks on descriptors for --verbose. */
const quoting = [
  'core/src/diagnosis',
  'core/src/trace',
  'core/src/odrive/descriptor/image-tree.ts',
  'core/src/odrive/releases/trees',
  'core/src/usb/trace.ts',
  'core/src/usb/descriptors.ts',
  'core/src/dfu/layout.ts',
  'node/src/doctor/udev-rule.ts',
  'core/src/running/generate',
  'core/src/image/evidence/product.ts',
  // Scripts of shells, pictures, headers of HTTP, and commands to copy.
  'cli/src/shared/printed-command.ts',
  'cli/src/commands/completion/scripts.ts',
  'cli/src/complete',
  'cli/src/plot/svg.ts',
  'cli/src/commands/serve/site.ts',
];

/** What they are given stays English: programmers' errors, causes that a message quotes, lines for --verbose. */
const exempt =
  /^(log|log\?\.|warn|.*\.log|.*\.log\?\.|TypeError|RangeError|Error|LinkError|[A-Z]\w*Error|Malformed\w+|Ended|RegExp)$/;
const isExempt = (name) => exempt.test(name) && name !== 'FlasherError';

/** One complaint for each text, `file:line: text`. */
export function findSentences() {
  return ['core', 'node', 'cli'].flatMap((name) => {
    const folder = join(root, 'packages', name, 'src');
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => join(entry.parentPath, entry.name))
      .flatMap(sentencesIn);
  });
}

function sentencesIn(path) {
  const place = relative(join(root, 'packages'), path).split(sep).join('/');
  if (quoting.some((start) => place.startsWith(start))) return [];
  const text = readFileSync(path, 'utf8');
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  const found = [];
  const visit = (node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    const name = calleeOf(node, file);
    if (name !== undefined && isExempt(name)) return;
    if (isText(node) && isSentence(node.getText(file).slice(1, -1), place.startsWith('cli/'))) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
      found.push(`packages/${place}:${line + 1}: ${node.getText(file).replaceAll('\n', ' ').slice(0, 100)}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function calleeOf(node, file) {
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return undefined;
  return node.expression.getText(file) + (node.questionDotToken ? '?.' : '');
}

const isText = (node) =>
  ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node);

/** Three words or more, two that end in a full stop, or an option; the command line declares options and puts commands together. */
function isSentence(text, ofCommandLine) {
  const words = text.replace(/\$\{[^}]*\}/g, ' ').match(/(?<![\w.\\/:-])[A-Za-z][a-z'’-]+(?![\w(/:\\])/g) ?? [];
  const isOption = /(^|\s)--[a-z]{2,}/.test(text);
  return (isOption && !ofCommandLine) || words.length >= 3 || (words.length === 2 && /[a-z][.!?]$/.test(text));
}
