// Messages about traces and reports.

export interface RecordMessages {
  'record.row-recorded': undefined;
  'record.row-program': undefined;
  'record.row-system': undefined;
  'record.row-access': undefined;
  'record.replayed': {
    readonly lines: number;
    readonly errors: number;
    readonly end: 'exit' | 'full' | 'stopped' | 'cut-off';
  };
  'record.written': { readonly files: readonly string[] };
  'record.private': { readonly serials: boolean; readonly trace: boolean };
  'record.title-report': undefined;
  'record.title-findings': undefined;
  'record.title-devices': { readonly count: number; readonly of: number };
  'record.title-descriptors': undefined;
  'record.title-system': undefined;
  'record.title-attached': { readonly kind: 'trace' | 'log'; readonly name: string };
  'record.row-made': undefined;
  'record.none': undefined;
}
