// The chip behind an ST-Link: opening it as a target.

export * from './swd-target.ts';
