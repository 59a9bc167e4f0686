/** Severity of a line, from its JSON or its words; `none` where neither tells. The number orders them and fits four bits. */
export const levels = ['none', 'trace', 'debug', 'info', 'warning', 'error', 'fatal'] as const;
export type Level = (typeof levels)[number];

const words: Readonly<Record<string, Level>> = {
  trace: 'trace',
  verbose: 'trace',
  debug: 'debug',
  info: 'info',
  information: 'info',
  notice: 'info',
  log: 'info',
  warn: 'warning',
  warning: 'warning',
  error: 'error',
  err: 'error',
  severe: 'error',
  fatal: 'fatal',
  critical: 'fatal',
  crit: 'fatal',
  alert: 'fatal',
  emerg: 'fatal',
  panic: 'fatal',
};

/** Keys under which loggers write the level (pino, winston, bunyan, zap, ECS, RabbitMQ, Envoy). */
const keys = ['level', 'severity', 'lvl', 'log.level', 'levelname', '@level'];

/** Where a plain line names its level: `[error]`, `level=warn`, `ERROR `, `2026 INFO: …`; only near its beginning. */
const named = /(?:^|[\s[(<|="])(trace|verbose|debug|info|notice|warn(?:ing)?|err(?:or)?|severe|fatal|crit(?:ical)?|alert|emerg|panic)(?=$|[\s\])>|:,"])/i;
const beginning = 120;

export function levelOf(text: string, json: Readonly<Record<string, unknown>> | undefined): Level {
  if (json !== undefined) {
    for (const key of keys) {
      const value = json[key];
      if (typeof value === 'string') return words[value.toLowerCase()] ?? 'none';
      if (typeof value === 'number') return ofNumber(value);
    }
    return 'none';
  }
  const word = named.exec(text.length > beginning ? text.slice(0, beginning) : text)?.[1];
  return word === undefined ? 'none' : (words[word.toLowerCase()] ?? 'none');
}

/** pino and bunyan count 10 (trace) to 60 (fatal). */
function ofNumber(value: number): Level {
  const step = Math.round(value / 10);
  return levels[step] ?? 'none';
}
