// The page of an error code: what it means, what is likely behind it, what to do. As data for each language, and as Markdown.

import type { ErrorCode } from '@odflash/core';

/** Texts are Markdown on one line: code between backquotes, links to other pages. */
export interface ErrorPage {
  /** Paragraphs. */
  readonly about: readonly string[];
  readonly causes: readonly string[];
  /** Stands before the steps. */
  readonly before?: string | undefined;
  readonly steps: readonly string[];
  /** Paragraphs after the steps. */
  readonly after?: readonly string[] | undefined;
  readonly table?: PageTable | undefined;
  /** What other tools say of the same. */
  readonly others?: readonly string[] | undefined;
}

interface PageTable {
  readonly title: string;
  readonly about: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** One page for each error code. */
export type ErrorPages = Readonly<Record<ErrorCode, ErrorPage>>;

/** A page, as far as it does not depend on the code. */
export interface PageForm {
  readonly exitStatus: (exit: number, title: string) => string;
  readonly causes: string;
  readonly steps: string;
  readonly others: string;
}

/** What stands above a page. */
interface PageHead {
  readonly code: ErrorCode;
  /** Exit status of the command line. */
  readonly exit: number;
  /** What the code means, in a few words. */
  readonly title: string;
}

/** The page of a code in Markdown, each paragraph and each entry of a list on one line. */
export function errorPage({ code, exit, title }: PageHead, page: ErrorPage, form: PageForm): string {
  const { about, causes, before, steps, after = [], table, others } = page;
  const blocks = [
    `# ${code}`,
    form.exitStatus(exit, title),
    ...about,
    `## ${form.causes}`,
    bullets(causes),
    `## ${form.steps}`,
    ...(before === undefined ? [] : [before]),
    steps.map((step, index) => `${index + 1}. ${step}`).join('\n'),
    ...after,
    ...(table ? [`## ${table.title}`, table.about, rowsOf(table)] : []),
    ...(others ? [`## ${form.others}`, bullets(others)] : []),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

function rowsOf({ columns, rows }: PageTable): string {
  return [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
