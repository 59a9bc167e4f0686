import type { ContainerService, ProductionProbe } from '../../topology/types.ts';
import { TOOLS } from '../kubernetes/init-containers.ts';
import { questionsOf } from '../kubernetes/probes.ts';
import type { ConfigPart } from './files.ts';

/** Whether a service that waits for this one can wait until it is healthy. */
export const isAsked = (service: ContainerService): boolean => questionsOf(service) !== undefined;

/** Compose's healthcheck; undefined where the service can be asked nothing. Docker shows what it finds, and restarts nothing for it. */
export function healthcheckOf(service: ContainerService): Readonly<Record<string, unknown>> | undefined {
  const asked = questionsOf(service);
  if (asked === undefined) return undefined;
  return { test: ['CMD', ...question(asked.ready)], interval: '5s', timeout: '5s', retries: 6, start_period: `${Math.ceil(service.readyTimeoutSeconds)}s` };
}

/** The program that asks ports, where the service has no question of its own. */
export function askingParts(service: ContainerService): readonly ConfigPart[] {
  const asked = questionsOf(service);
  return asked === undefined || 'exec' in asked.ready ? [] : [{ name: `${TOOLS}.ask.sh`, file: 'tools/ask.sh', target: PROGRAM, text: ask }];
}

const PROGRAM = '/stackyard/tools/ask.sh';

function question(probe: ProductionProbe): readonly string[] {
  if ('exec' in probe) return probe.exec;
  return ['sh', PROGRAM, ...('tcp' in probe ? [String(probe.tcp)] : [String(probe.http.port), probe.http.path])];
}

/** Official images and ours differ in what they have; a listening port is told by the kernel in all of them. */
const ask = String.raw`# Whether a port of this container listens: sh ask.sh PORT; or answers over HTTP with a status below 400: sh ask.sh PORT PATH
port=$1
if [ $# -eq 1 ]; then
  hexadecimal=$(printf '%04X' "$port")
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | grep -q ":$hexadecimal [0-9A-F]*:0000 0A "
  exit
fi
path=$2
url="http://127.0.0.1:$port$path"
if command -v curl >/dev/null; then exec curl -fsS -m 4 -o /dev/null "$url"; fi
if command -v wget >/dev/null; then exec wget -q -T 4 -O /dev/null "$url"; fi
if command -v node >/dev/null; then exec node -e 'fetch(process.argv[1]).then(({ status }) => process.exit(status < 400 ? 0 : 1), () => process.exit(1))' "$url"; fi
if ! command -v bash >/dev/null; then
  echo "this image has neither curl, wget, node nor bash to ask $url with: write ready: { exec: ... }" >&2
  exit 1
fi
exec bash -c '
  exec 3<>"/dev/tcp/127.0.0.1/$0" &&
  printf "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" "$1" >&3 &&
  read -r -t 4 version status rest <&3 && [ "$status" -lt 400 ]' "$port" "$path"
`;
