// What the engine needs of a chip behind any wire.

export * from './option-bytes.ts';
export * from './target.ts';
