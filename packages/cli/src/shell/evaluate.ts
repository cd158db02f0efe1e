// Code of a person in a scope of its own: an expression whose value counts, or statements that may await. Knows no board.

import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { awaitedImports, withoutLoaderWarning } from './imports.ts';

export type Evaluate = (code: string, file?: string) => Promise<unknown>;

/**
 * A scope with what Node gives every program, and these names. Code that gives nothing else a turn is not ended by Ctrl-C: Node's
 * `breakOnSigint` loses a signal that comes as the code ends, so that an armed axis would stay armed.
 */
export function createScope(names: object): Evaluate {
  withoutLoaderWarning();
  const scope = vm.createContext({});
  const own = new Set(Object.getOwnPropertyNames(vm.runInContext('globalThis', scope)));
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    const descriptor = Object.getOwnPropertyDescriptor(globalThis, name);
    if (descriptor && !own.has(name)) Object.defineProperty(scope, name, descriptor);
  }
  // A new scope has one of its own, which only an inspector sees.
  Object.assign(scope, { console });
  Object.defineProperties(scope, Object.getOwnPropertyDescriptors(names));
  return async (code, file) => {
    Object.assign(scope, { require: createRequire(pathToFileURL(resolve(file ?? 'expression.js'))) });
    return await compiled(code, file === undefined ? undefined : resolve(file))(scope);
  };
}

/** A name that is declared here is one for the code that follows, which it would not be in an expression. */
const declaration = /^\s*(async\s+function|function|class)\b/;

/** As an expression that may await, as statements with the value of the last one, as statements that may await. */
function compiled(code: string, file: string | undefined): (scope: vm.Context) => unknown {
  const options = {
    filename: file ?? 'expression',
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  } as const;
  const inAsync = (body: string) => () => new vm.Script(`(async () => ${body})()`, options);
  const imported = awaitedImports(code);
  const statements = () => new vm.Script(code, options);
  const expression = inAsync(`(${code}\n)`);
  const forms = [
    ...(declaration.test(code) ? [statements, expression] : [expression, statements]),
    ...(file === undefined ? lastExpressions(code).map(inAsync) : []),
    inAsync(`{${code}\n}`),
    ...(imported === code ? [] : [inAsync(`{${imported}\n}`)]),
  ];
  let failure: unknown;
  for (const form of forms)
    try {
      const script = form();
      return (scope) => script.runInContext(scope);
    } catch (error) {
      // What is wrong with it is said of the last form: every program has that one.
      failure = error;
    }
  throw failure;
}

/** Behind which of the last semicolons a value is looked for: one in a text or a function may come before it. */
const lastPlaces = 20;

/**
 * Bodies that return what stands behind a semicolon, the last one first: of statements that may await, the value of the last one. A
 * bracket that is opened inside a text or a comment has no end, so only the one that was meant can be compiled.
 */
function lastExpressions(code: string): readonly string[] {
  const own = code.replace(/[;\s]+$/, '');
  const places = [...own.matchAll(/;/g)].map(({ index }) => index + 1);
  return places
    .reverse()
    .slice(0, lastPlaces)
    .map((place) => `{${own.slice(0, place)} return (${own.slice(place)}\n)}`);
}
