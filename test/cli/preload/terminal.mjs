// A process whose standard input and standard error are a terminal as far as it can tell: it asks, and what is typed comes
// in byte by byte.

process.stdin.isTTY = true;
process.stdin.setRawMode = () => process.stdin;
process.stderr.isTTY = true;
process.stderr.columns = 100;
