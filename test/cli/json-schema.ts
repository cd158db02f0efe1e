// The contract of --json as it is shipped: every line that any test reads is held against it.

import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

const schema = JSON.parse(readFileSync(new URL('../../packages/cli/json.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({
  discriminator: true,
  allErrors: false,
  strict: true,
  strictRequired: false,
  strictTypes: false,
}).compile(schema);

/** Throws for a line that the schema does not describe. */
export function mustFitSchema(line: unknown): void {
  if (validate(line)) return;
  const [error] = validate.errors ?? [];
  throw new Error(
    `${JSON.stringify(line).slice(0, 600)}: ${error?.instancePath} ${error?.message} ${JSON.stringify(error?.params)}`,
  );
}
