// Declarations of imports in code that is not a module: as what they are, awaited.

/** `import`, then a name, then `* as name` or `{ names }`, each of which may be absent, then the module. */
const declaration =
  /^([ \t]*)import\b\s*(?:([\w$]+)\s*(?:,\s*|(?=from\b)))?(?:\*\s*as\s+([\w$]+)\s*|(\{[^}]*\})\s*)?(?:from\s*)?(['"][^'"\n]+['"])/gm;

/** The same code, line by line, with each declaration awaited where it stands. */
export function awaitedImports(code: string): string {
  return code.replace(declaration, (_, indent: string, main?: string, whole?: string, names?: string, module = '') => {
    const loaded = `await import(${module})`;
    const renamed = names?.replace(/\bas\b/g, ':').slice(1, -1);
    const parts = [...(main === undefined ? [] : [`default: ${main}`]), ...(renamed === undefined ? [] : [renamed])];
    if (whole === undefined) return `${indent}${parts.length === 0 ? '' : `const { ${parts.join(', ')} } = `}${loaded}`;
    return `${indent}const ${whole} = ${loaded}${main === undefined ? '' : `, { default: ${main} } = ${whole}`}`;
  });
}

/** What Node says of the loader that code is given: nothing that a person who imports something can act on. */
export function withoutLoaderWarning(): void {
  const emit = process.emitWarning;
  if (Object.hasOwn(emit, marked)) return;
  const quieter = (...words: readonly unknown[]) => {
    if (!String(words[0]).includes('USE_MAIN_CONTEXT_DEFAULT_LOADER')) Reflect.apply(emit, process, words);
  };
  process.emitWarning = Object.assign(quieter, { [marked]: true });
}

const marked = Symbol('odflash.quieter');
