export type Fields = Readonly<Record<string, unknown>>;

export interface Log {
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
}

/** One JSON object per line on standard output: `time`, `level`, `service`, `message`, then the fields. */
export function createLog(service: string): Log {
  const write = (level: string, message: string, fields: Fields = {}): void => {
    // Twice: the first gives the order of the keys, the second keeps a field from replacing them.
    const head = { time: new Date().toISOString(), level, service, message };
    const line = { ...head, ...fields, ...head };
    process.stdout.write(`${JSON.stringify(line, errorsAsText)}\n`);
  };
  return {
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields) => write('warn', message, fields),
    error: (message, fields) => write('error', message, fields),
  };
}

export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.map(reasonOf).join('; ');
  // fetch says only "fetch failed"; what failed is in the cause.
  const text = error.cause === undefined ? error.message : `${error.message}: ${reasonOf(error.cause)}`;
  return text === '' ? error.name : text;
}

function errorsAsText(_key: string, value: unknown): unknown {
  return value instanceof Error ? reasonOf(value) : value;
}

/** Calls `report` for the first of a run of same texts, so that a backend that is away does not fill the log. */
export function onChange(report: (text: string) => void): { tell(text: string): void; reset(): void } {
  let last: string | undefined;
  return {
    tell(text) {
      if (text !== last) report(text);
      last = text;
    },
    reset() {
      last = undefined;
    },
  };
}
