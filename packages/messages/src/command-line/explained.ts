// Messages about what was found of a message of this tool or of another one.

/** Firmware releases from one to another; without an end, all before or after it. */
export interface ReleaseSpan {
  readonly first?: string | undefined;
  readonly last?: string | undefined;
}

export interface ExplainedMessages {
  'explained.row-harmless': undefined;
  'explained.row-cause': undefined;
  'explained.row-causes': undefined;
  'explained.row-to-do': undefined;
  'explained.row-also-seen': undefined;
  /** `more`: how many are not shown, one or more. */
  'explained.forms': { readonly forms: readonly string[]; readonly more: number };
  'explained.row-more': undefined;
  'explained.page-in-english': undefined;
  'explained.fewer-shown': { readonly count: number };
  'explained.flag-of': { readonly part: string; readonly releases: readonly ReleaseSpan[] };
  'explained.flags-of-board': undefined;
  'explained.nothing': undefined;
  'explained.check-computer': undefined;
  'explained.collect-report': undefined;
}
