import type { Container } from './pods.ts';
import { listAt, numberAt, shown, textAt, valueAt } from './read.ts';

/** What is wrong with the port that a probe asks: it must be one that the container declares. */
export function probePort({ spec }: Container, probe: string): string | undefined {
  const port = ['httpGet', 'tcpSocket', 'grpc'].map((way) => valueAt(spec, `${probe}.${way}.port`)).find((each) => each !== undefined);
  if (port === undefined) return undefined;
  const isDeclared = listAt(spec, 'ports').some((each) => textAt(each, 'name') === port || numberAt(each, 'containerPort') === port);
  return isDeclared ? undefined : `has a ${probe} on port ${shown(port)}, which it does not declare`;
}
