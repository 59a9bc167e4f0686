import type { Fault } from './fault.ts';
import type { JsonValue, Text } from './types.ts';

/** What text of one service may refer to. */
export interface Scope {
  readonly service: string;
  readonly options: Readonly<Record<string, JsonValue>>;
  readonly secrets: ReadonlySet<string>;
  /** Undefined: the kind could not be loaded, so any name may be right. */
  readonly derived: ReadonlySet<string> | undefined;
  readonly ports: ReadonlySet<string>;
  /** The service brings its own `build`. */
  readonly build: boolean;
  readonly scale: number;
  readonly version: string | undefined;
  readonly resources: Readonly<Record<string, JsonValue>>;
  /** `${{ uses.redis.url }}`: the binding of the used service of that kind or template. */
  readonly used: (kindOrTemplate: string, binding: string) => Text | Fault;
  /** `${{ services.cache.url }}`, for the text of stack files. */
  readonly other: ((service: string, rest: readonly string[]) => Text | Fault) | undefined;
}
