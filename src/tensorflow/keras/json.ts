/** @file JSON of Keras, read field by field: nothing is taken that is not of its type. */

/** An object of JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** An object and what it is called in messages: `layer "dense"`. */
export interface Fields {
  readonly where: string;
  readonly what: string;
  readonly json: Json;
}

/** @throws RangeError, always: what must hold of a field, and what came. */
export function refuse(fields: Fields, must: string, got: unknown): never {
  const { where, what } = fields;
  throw new RangeError(`${where}: ${what}: ${must}, got ${JSON.stringify(got) ?? "nothing"}`);
}

/** A field that is an object. */
export function objectAt(fields: Fields, key: string): Json {
  const value = fields.json[key];
  if (isObject(value)) return value;
  return refuse(fields, `${key} must be an object`, value);
}

/** A field that is a list of objects. */
export function listAt(fields: Fields, key: string): readonly Json[] {
  const value = fields.json[key];
  if (Array.isArray(value) && value.every(isObject)) return value;
  return refuse(fields, `${key} must be a list of objects`, value);
}

/** A field that is a string. */
export function stringAt(fields: Fields, key: string): string {
  const value = fields.json[key];
  return typeof value === "string" ? value : refuse(fields, `${key} must be a string`, value);
}

/** A field that is a number. */
export function numberAt(fields: Fields, key: string): number {
  const value = fields.json[key];
  return typeof value === "number" ? value : refuse(fields, `${key} must be a number`, value);
}

/** A field that is true or false; `absent` if it is not there. */
export function flagAt(fields: Fields, key: string, absent: boolean): boolean {
  const value = fields.json[key] ?? absent;
  return typeof value === "boolean" ? value : refuse(fields, `${key} must be true or false`, value);
}

/** A field that is one of `choices`. */
export function choiceAt<T extends string>(fields: Fields, key: string, choices: readonly T[]): T {
  const value = fields.json[key];
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  const names = `${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}`;
  return refuse(fields, `${key} must be ${choices.length > 1 ? names : choices[0]}`, value);
}

/** @throws RangeError unless a field is `wanted`, compared as JSON. */
export function checkField(fields: Fields, key: string, wanted: unknown): void {
  const value = fields.json[key] ?? null;
  if (JSON.stringify(value) === JSON.stringify(wanted)) return;
  refuse(fields, `${key} must be ${JSON.stringify(wanted)}`, value);
}

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
