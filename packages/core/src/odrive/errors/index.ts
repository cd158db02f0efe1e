// Error flags of ODrive's firmware as data.

export * from './decode.ts';
