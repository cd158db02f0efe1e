// Words that were given up for the field's own, in every committed text: comments, names in code, pages, messages. One row each:
// the old word, and what stands in its place. What a tool of another project says is quoted as it is (`quoting`).

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../workspace.mjs';

const replaced = [
  [/one-time memory/i, 'OTP'],
  [/\bsome(?:body|one)\b/i, 'a person, a program, a tool'],
  [/\bonce more\b/i, 'again'],
  [/\bafresh\b/i, 'from scratch'],
  [/\bwithout a word\b/i, 'silently'],
  [/\bshows? itself\b/i, 'appears'],
  [/\berrands?\b/i, 'operation'],
  [/\bdeeds?\b/i, 'operation'],
  [/\bbreach(?:es|ed)?\b/i, 'violation'],
  [/\bbefall/i, 'happens to'],
  [/\bmortal(?:Bus)?\b/i, 'killable'],
  [/knob/i, 'option'],
  [/\bhomecoming/i, 'reconnection'],
  [/\bnobody\b/i, 'no person, no program, the passive'],
  [/\bwhoever\b/i, 'the caller, a person who, a program that'],
  [/\bthe wire\b/i, 'the connection, USB, the probe; transferred'],
  [/\brous(?:e|ed|es|ing)\b/i, 'start the old firmware'],
  [/\b(?:go|goes|going|went) on\b/i, 'continue'],
  [/\b(?:come|comes|coming|came) back\b/i, 'return, reconnect, recur'],
  [/\bwish(?:es|ed)?\b/i, 'request, option'],
  [/\broads?\b/i, 'way, connection'],
  [/\b(?:is|are|was|were|be|been) met\b/i, 'found, seen'],
  [/\bspeaks? (?:against|of)\b|\bspoken of\b/i, 'contradict, name, mention'],
  [/\btold apart\b/i, 'distinguished'],
  [/\bunless told\b(?! otherwise)/i, 'by default'],
  [/\b(?:any|every)body\b/i, 'a person, every user, every program'],
  [/\bfor ever\b/i, 'forever, permanently'],
  [/\bwhat came of\b/i, 'the result'],
  [/\blets? go of\b/i, 'release'],
  [/\bby the book\b/i, 'as specified'],
  [/\bwithout a yes\b/i, 'without confirmation'],
  [/\bputs? (?:it )?right\b/i, 'repair, correct'],
  [/\bof (?:its|their) own accord\b/i, 'by itself'],
  [/takeToDfu|\btake[sn]? (?:it |the board |a board |a running board )?to DFU mode/i, 'switch into DFU mode'],
];

/** Where such a word is fixed: a type of line of --json, a user of Linux, a wire that a person holds. */
const allowed = [
  /"?knob"?(?=['"])/,
  /line-knob/,
  /['`]nobody(?:\\n)?['`]/g,
  /nobody:x:\S*nobody:|-nobody'/g,
  /the wire (?:at \\?\/RST|from VCC|is connected)/g,
];

/** Files that are not ours, or made of what is not. */
const quoting =
  /^(samples\/built|packages\/virtual\/test\/fixtures|package-lock\.json|scripts\/check\/words\.mjs|.*\.(?:svg|png|ico|woff2|hex|bin|dfu|elf)$)/;

/** One complaint for each line, `file:line: word → word`. */
export function findWords() {
  const { stdout } = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
  return stdout
    .split('\0')
    .filter((path) => path !== '' && !quoting.test(path))
    .flatMap(wordsIn);
}

function wordsIn(path) {
  const text = readFileSync(join(root, path), 'utf8');
  const found = replaced.filter(([word]) => word.test(text));
  if (found.length === 0) return [];
  return text.split('\n').flatMap((line, index) => {
    const own = allowed.reduce((rest, part) => rest.replace(part, ''), line);
    return found
      .filter(([word]) => word.test(own))
      .map(([word, standard]) => `${path}:${index + 1}: "${word.exec(own)?.[0]}", say: ${standard}`);
  });
}
