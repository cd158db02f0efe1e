// Messages about firmware files in text formats, line by line. `cut`: the file ends in the middle of the record.

/** Codes of messages about firmware files in text formats, line by line, each with its parameters. */
export interface TextFormatMessages {
  'record.no-end': { readonly ends: readonly string[]; readonly line: number };
  'record.after-end': { readonly line: number };
  'record.too-many-digits': { readonly digits: number; readonly most: number };
  'record.not-hex': { readonly position: number; readonly found: string };
  'record.odd-digits': { readonly digits: number; readonly cut: boolean };
  'record.checksum': { readonly found: number; readonly expected: number };
  'record.length': { readonly bytes: number; readonly count: number; readonly cut: boolean };
  'record.wrong-start': { readonly expected: string; readonly found: string };
  'record.unknown-type': { readonly type: string };
  'hex.type-length': { readonly type: string; readonly expected: number; readonly found: number };
  'hex.wraps': { readonly bytes: number; readonly offset: number };
  's-record.count': { readonly least: number; readonly count: number };
  's-record.records-differ': { readonly declared: number; readonly records: number };
}
