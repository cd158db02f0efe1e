// Parameters for every message code, made from their types, so that each code can be worded without an example written for it.

import { fileURLToPath } from 'node:url';
import ts from 'typescript-oldest';

/** Where codes are declared: those of the engine, and those of the command line. */
const sources = [
  { file: '../../../core/src/messages/message.ts', name: 'MessageParameters' },
  { file: '../../src/command-line/index.ts', name: 'CommandLineMessages' },
].map(({ file, name }) => ({ path: fileURLToPath(new URL(file, import.meta.url)), name }));

/** One message of each code. `variant` chooses among the members of unions, the lengths of lists and what is left out. */
export interface Sample {
  readonly code: string;
  readonly variant: number;
  readonly params: unknown;
}

/** How many variants there are of each code. */
const variants = 4;

/** Throws if a parameter has a type that no sample can be made of. */
export function sampleMessages(): readonly Sample[] {
  const options: ts.CompilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    noEmit: true,
  };
  const program = ts.createProgram(
    sources.map(({ path }) => path),
    options,
  );
  const checker = program.getTypeChecker();
  return sources.flatMap((source) => codesIn(program, source)).flatMap((code) => samplesOf(checker, code));
}

function codesIn(program: ts.Program, { path, name }: (typeof sources)[number]): readonly ts.Symbol[] {
  const declared = program
    .getSourceFile(path)
    ?.statements.find(
      (node): node is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(node) && node.name.text === name,
    );
  if (!declared) throw new Error(`${path} has no ${name}`);
  const checker = program.getTypeChecker();
  return checker.getPropertiesOfType(checker.getTypeAtLocation(declared));
}

function samplesOf(checker: ts.TypeChecker, code: ts.Symbol): readonly Sample[] {
  const type = checker.getTypeOfSymbol(code);
  return Array.from({ length: variants }, (_, variant) => ({
    code: code.name,
    variant,
    params: sampleOf(checker, type, { variant, name: code.name }),
  }));
}

interface Place {
  readonly variant: number;
  /** What a text is called here: it must be found in the sentence. */
  readonly name: string;
}

function sampleOf(checker: ts.TypeChecker, type: ts.Type, place: Place): unknown {
  const { variant, name } = place;
  if (type.isUnion()) {
    const members = type.types.filter((member) => !(member.flags & ts.TypeFlags.Undefined));
    const mayBeAbsent = members.length < type.types.length;
    if (members.length === 0 || (mayBeAbsent && variant === 1)) return undefined;
    return sampleOf(checker, members[variant % members.length] as ts.Type, place);
  }
  if (type.isStringLiteral() || type.isNumberLiteral()) return type.value;
  if (type.flags & ts.TypeFlags.Undefined) return undefined;
  if (type.flags & ts.TypeFlags.String) return `text of ${name}`;
  if (type.flags & ts.TypeFlags.Number) return [1, 0x0800_4000, 0, 24][variant];
  if (type.flags & ts.TypeFlags.BooleanLiteral) return checker.typeToString(type) === 'true';
  if (checker.isArrayType(type)) {
    const [element] = checker.getTypeArguments(type as ts.TypeReference);
    const count = [1, 2, 1, 3][variant] ?? 1;
    return Array.from({ length: count }, (_, index) =>
      sampleOf(checker, element as ts.Type, { variant, name: `${name} ${index}` }),
    );
  }
  if (checker.isTupleType(type))
    return checker
      .getTypeArguments(type as ts.TypeReference)
      .map((element, index) => sampleOf(checker, element, { variant, name: `${name} ${index}` }));
  // Any message will do among the parameters of another one.
  if (type.symbol?.name === 'Said') return { code: 'common.quoted', params: { text: `text of ${name}` } };
  if (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))
    return Object.fromEntries(
      checker
        .getPropertiesOfType(type)
        .map((field) => [
          field.name,
          sampleOf(checker, checker.getTypeOfSymbol(field), { variant, name: `${name} ${field.name}` }),
        ])
        .filter(([, value]) => value !== undefined),
    );
  throw new Error(`no sample for ${name}: ${checker.typeToString(type)}`);
}
