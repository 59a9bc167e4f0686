/** Compose's two forms for variables, labels, arguments and sysctls: a map, or a list of `NAME=value`. A name without value gives undefined. */
export function keyValues(input: Readonly<Record<string, string | number | boolean | null>> | readonly string[] | undefined): readonly (readonly [string, string | undefined])[] {
  if (input === undefined) return [];
  if (!isList(input)) return Object.entries(input).map(([key, value]) => [key, value === null ? undefined : String(value)]);
  return input.map((item) => {
    const equals = item.indexOf('=');
    return equals === -1 ? [item, undefined] : [item.slice(0, equals), item.slice(equals + 1)];
  });
}

function isList(input: object): input is readonly string[] {
  return Array.isArray(input);
}
