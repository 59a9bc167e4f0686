/** Replaces known secret values by a placeholder, `[secret]` unless said otherwise. */
export interface Redactor {
  /** Values shorter than 4 characters are not taken: they would blank out ordinary text. */
  add(values: Iterable<string>): void;
  redact(text: string): string;
  /** The same for every text and key inside a JSON value. */
  redactValue(value: unknown): unknown;
}

const shortest = 4;

/** Also finds values as they stand in URLs, in JSON text and in base64. */
export function createRedactor(values: Iterable<string> = [], placeholder = '[secret]'): Redactor {
  const known = new Set<string>();
  let pattern: RegExp | undefined;
  const redactor: Redactor = {
    add(more) {
      for (const value of more) if (value.length >= shortest) for (const form of formsOf(value)) known.add(form);
      pattern = undefined;
    },
    redact(text) {
      if (known.size === 0) return text;
      // The longest first: a secret may begin with another one.
      pattern ??= new RegExp([...known].sort((one, other) => other.length - one.length).map((each) => each.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)).join('|'), 'g');
      return text.replace(pattern, placeholder);
    },
    redactValue(value) {
      if (typeof value === 'string') return redactor.redact(value);
      if (Array.isArray(value)) return value.map((each) => redactor.redactValue(each));
      if (typeof value === 'object' && value !== null) {
        // fromEntries, since assigning to `__proto__` would change the object instead of filling it.
        return Object.fromEntries(Object.entries(value).map(([key, each]) => [redactor.redact(key), redactor.redactValue(each)]));
      }
      return value;
    },
  };
  redactor.add(values);
  return redactor;
}

function formsOf(value: string): readonly string[] {
  const base64 = Buffer.from(value).toString('base64');
  const forms = [value, JSON.stringify(value).slice(1, -1), base64, base64.replace(/=+$/, ''), Buffer.from(value).toString('base64url')];
  // A lone surrogate has no URL form.
  return value.isWellFormed() ? [...forms, encodeURIComponent(value), new URLSearchParams([['', value]]).toString().slice(1)] : forms;
}
