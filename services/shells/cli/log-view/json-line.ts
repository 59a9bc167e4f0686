/** What a structured log line says, whatever library wrote it. */
export interface StructuredLine {
  readonly level: string | undefined;
  readonly message: string;
  /** Everything else, as `key=value`. */
  readonly fields: readonly string[];
}

const levelKeys = ['level', 'severity', 'lvl', 'log.level'];
const messageKeys = ['msg', 'message', 'event'];
/** Shown from the engine's own clock instead. */
const timeKeys = ['time', 'timestamp', 'ts', '@timestamp'];

/** The numbers of pino and bunyan. */
const levelNames: Readonly<Record<number, string>> = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' };

function levelName(value: unknown): string | undefined {
  if (typeof value === 'number') return levelNames[value] ?? String(value);
  return typeof value === 'string' && value !== '' ? value.toLowerCase() : undefined;
}

function fieldText(value: unknown): string {
  if (typeof value === 'string') return /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value);
  return JSON.stringify(value) ?? String(value);
}

export function structuredLine(json: Readonly<Record<string, unknown>>): StructuredLine {
  const levelKey = levelKeys.find((key) => levelName(json[key]) !== undefined);
  const messageKey = messageKeys.find((key) => typeof json[key] === 'string');
  const rest = Object.entries(json).filter(([key]) => key !== levelKey && key !== messageKey && !timeKeys.includes(key));
  return {
    level: levelKey === undefined ? undefined : levelName(json[levelKey]),
    message: messageKey === undefined ? '' : String(json[messageKey]),
    fields: rest.map(([key, value]) => `${key}=${fieldText(value)}`),
  };
}
