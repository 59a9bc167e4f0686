/** A part of Envoy's configuration, as JSON. */
export type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** `typed_config` of an extension. */
export function typed(type: string, body: JsonObject): JsonObject {
  return { '@type': `type.googleapis.com/envoy.${type}`, ...body };
}

/** Milliseconds as protobuf writes a duration: `0.25s`. */
export function seconds(milliseconds: number): string {
  return `${Number((milliseconds / 1000).toFixed(6))}s`;
}
