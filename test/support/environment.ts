// Every test starts from the same terminal, whatever is set where it is run: a command reads these.

const terminal: Readonly<Record<string, string | undefined>> = {
  TERM: 'xterm-256color',
  LANG: 'C.UTF-8',
  LC_ALL: undefined,
  LC_CTYPE: undefined,
  CI: undefined,
  NO_COLOR: undefined,
  FORCE_COLOR: undefined,
  NODE_DISABLE_COLORS: undefined,
};

for (const [name, value] of Object.entries(terminal)) {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
