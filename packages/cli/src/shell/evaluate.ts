// Code of a person in a scope of its own: an expression whose value counts, or statements that may await. Knows no board.

import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';

export type Evaluate = (code: string, file?: string) => Promise<unknown>;

/**
 * A scope with what Node gives every program, and these names. Code that gives nothing else a turn is not ended by Ctrl-C: Node's
 * `breakOnSigint` loses a signal that comes as the code ends, so that an armed axis would stay armed.
 */
export function createScope(names: object): Evaluate {
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
    return await compiled(code, file)(scope);
  };
}

/** As an expression that may await, as statements with the value of the last one, as statements that may await. */
function compiled(code: string, filename = 'expression'): (scope: vm.Context) => unknown {
  const options = { filename, importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER } as const;
  const forms = [
    () => new vm.Script(`(async () => (${code}\n))()`, options),
    () => new vm.Script(code, options),
    () => new vm.Script(`(async () => {${code}\n})()`, options),
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
