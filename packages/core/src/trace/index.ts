// What happened on a bus, as a file and in words.

export * from './decode.ts';
export * from './trace-file.ts';
