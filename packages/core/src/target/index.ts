// What the engine needs of a chip behind any wire.

export * from './target.ts';
