import type { ComposeService } from '../types.ts';

const known: Readonly<Record<number, string>> = {
  443: 'https', 8443: 'https', 3306: 'mysql', 33_060: 'mysqlx', 5432: 'postgres', 6379: 'redis', 27_017: 'mongodb', 5672: 'amqp', 15_672: 'management', 9092: 'kafka', 29_092: 'kafka', 2181: 'zookeeper', 11_211: 'memcached',
  9200: 'http', 1025: 'smtp', 25: 'smtp', 587: 'smtp', 22: 'ssh', 4222: 'nats', 1883: 'mqtt', 50_051: 'grpc', 1433: 'mssql', 4317: 'otlp', 4318: 'otlp-http', 7687: 'bolt', 5044: 'beats', 8086: 'influxdb',
};

/** Each port with a name that says what is spoken there, as far as numbers tell; the first is what `url` leads to. */
export function portNames({ image }: Pick<ComposeService, 'image'>, ports: Iterable<number>): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  const taken = new Set<string>();
  for (const port of ports) {
    const isFastCgi = port === 9000 && /php|fpm/.test(image?.value ?? '');
    const base = isFastCgi ? 'fastcgi' : (known[port] ?? (isWeb(port) ? 'http' : 'port'));
    const name = base === 'port' || taken.has(base) ? `${base}-${port}` : base;
    taken.add(name);
    names.set(port, name);
  }
  return names;
}

function isWeb(port: number): boolean {
  return port === 80 || port === 81 || (port >= 3000 && port < 3100) || (port >= 4000 && port < 4100) || port === 4200 || port === 5000 || port === 5173 || port === 5601 || port === 5678 || (port >= 8000 && port < 9010) || port === 9090 || port === 16_686;
}
