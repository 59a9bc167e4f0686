import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import type { Reach } from '../kind.ts';
import { metricLines } from '../prometheus.ts';
import { envoyTraffic, readClusters } from './traffic.ts';

/** As Envoy 1.40 writes it, for the clusters `api.http`, `api.http#2` and its own `admin`. */
const text = `# TYPE envoy_cluster_http_2_upstream_cx_rx_bytes_total counter
envoy_cluster_http_2_upstream_cx_rx_bytes_total{envoy_cluster_name="api"} 5000
# TYPE envoy_cluster_http_2_upstream_cx_tx_bytes_total counter
envoy_cluster_http_2_upstream_cx_tx_bytes_total{envoy_cluster_name="api"} 1000
# TYPE envoy_cluster_http_2_upstream_rq_total counter
envoy_cluster_http_2_upstream_rq_total{envoy_cluster_name="api"} 4
envoy_cluster_http_upstream_cx_rx_bytes_total{envoy_cluster_name="api"} 0
envoy_cluster_http_upstream_cx_tx_bytes_total{envoy_cluster_name="api"} 0
envoy_cluster_http_upstream_rq_total{envoy_cluster_name="api"} 0
envoy_cluster_upstream_cx_rx_bytes_total{envoy_cluster_name="admin"} 118418
envoy_cluster_upstream_rq_total{envoy_cluster_name="admin"} 4
envoy_cluster_http_upstream_rq_200{envoy_cluster_name="api"} 4
`;

test('each cluster is counted by itself, under the service that it leads to; the one to its own admin interface is nobody', () => {
  expect(readClusters(metricLines(text))).toEqual([
    { key: 'api http_2', peer: { to: 'api' }, bytes: 6_000, requests: 4 },
    { key: 'api http', peer: { to: 'api' }, bytes: 0, requests: 0 },
  ]);
});

test('what is no count is not counted', () => {
  expect(readClusters(metricLines('envoy_cluster_http_upstream_rq_total{envoy_cluster_name="api"} -1\nenvoy_cluster_http_upstream_rq_total 7\nenvoy_cluster_http_upstream_rq_total{envoy_cluster_name="b"} NaN\n'))).toEqual([]);
});

test.each([
  { title: 'an answer that says no', status: 503, body: text, cut: false },
  { title: 'an answer that was cut', status: 200, body: text, cut: true },
])('$title is none', async ({ status, body, cut }) => {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-length': Buffer.byteLength(body) });
    response.write(cut ? body.slice(0, 300) : body, () => (cut ? response.destroy() : response.end()));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const reach: Reach = { address: () => ({ host: '127.0.0.1', port }), secret: () => '', options: {}, signal: AbortSignal.timeout(5_000) };
  await expect(envoyTraffic(reach)).rejects.toThrow(cut ? /cut off|aborted|closed/ : /status 503/);
  server.close();
});
