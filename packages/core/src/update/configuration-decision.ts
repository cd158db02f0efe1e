// Which configuration is restored at the end of an update, and who has decided that. A decision is a value; the next one replaces it.

import type { DamagedConfiguration, KeptConfiguration } from '../records/kept-configuration.ts';
import type { Rivals } from './rivals.ts';

/** From the beginning of an update to its end. */
export type ConfigurationDecision = OwnDecision | RecordDecision;

/** Nothing is restored, or what the board had itself. */
export type OwnDecision =
  | {
      readonly from: 'none';
      readonly configuration?: undefined;
      readonly damaged?: undefined;
      /** A person has decided that the board keeps what it has, whatever a record has saved. */
      readonly keepsOwn: boolean;
    }
  | {
      readonly from: 'board';
      /** What the board had in its flash, saved in this run. */
      readonly configuration: KeptConfiguration;
      readonly damaged?: undefined;
    };

/** What an interrupted update saved is restored, or its loss is reported. */
export type RecordDecision = RecordClaim & {
  readonly from: 'record';
  /** What counts if the record turns out to be another board's, or is not wanted. */
  readonly otherwise: OwnDecision;
} & (
    | { readonly configuration: KeptConfiguration; readonly damaged?: undefined }
    | { readonly configuration?: undefined; readonly damaged: DamagedConfiguration }
  );

/** How far it is known that a record's configuration may replace the board's own. */
export interface RecordClaim {
  /** It was found out, or asked. */
  readonly isSettled: boolean;
  /** The board's own and the record's, which differ: in DFU mode it shows whether a person saved it since. */
  readonly rivals?: Rivals | undefined;
}

/** What counts of two configurations; `isSettled` if they differ, and it was asked or said with the command. */
export interface ConfigurationAnswer {
  readonly from: 'board' | 'record';
  readonly isSettled: boolean;
}

/** The board gets back what it had. */
export function fromBoard(configuration: KeptConfiguration): OwnDecision {
  return { from: 'board', configuration };
}

/** In the place of `before`, what a record has saved. */
export function fromRecord(
  before: ConfigurationDecision,
  loaded: KeptConfiguration | DamagedConfiguration,
  claim: RecordClaim,
): RecordDecision {
  const base = { ...claim, from: 'record', otherwise: withoutRecord(before) } as const;
  return 'damage' in loaded ? { ...base, damaged: loaded } : { ...base, configuration: loaded };
}

/** What counts where no record does. */
export function withoutRecord(decision: ConfigurationDecision): OwnDecision {
  return decision.from === 'record' ? decision.otherwise : decision;
}

/** A person wants the board to keep what it has. */
export function keepingOwn(decision: ConfigurationDecision): OwnDecision {
  const own = withoutRecord(decision);
  return own.from === 'none' ? { ...own, keepsOwn: true } : own;
}
