import type { ContainerService } from '../../../topology/types.ts';
import type { Scope } from '../input.ts';
import { labelsOf, selectorOf } from '../labels.ts';
import { metricsPorts } from '../metrics.ts';
import { operatorOf } from '../operators/index.ts';
import { podsOfOperator } from '../operators/waivers.ts';
import { portLabel } from '../names.ts';
import type { KubernetesObject } from '../object.ts';

/** What the Prometheus operator reads: where metrics are told, and when somebody must be woken. */
export function monitoringObjects(scope: Scope): readonly KubernetesObject[] {
  if (!scope.choices.monitoring) return [];
  return [...scope.services.flatMap((service) => serviceMonitor(scope, service)), alertRules(scope)];
}

function serviceMonitor(scope: Scope, service: ContainerService): readonly KubernetesObject[] {
  const ports = metricsPorts(service);
  if (ports.length === 0) return [];
  const { namespace, topology } = scope;
  const operator = operatorOf(scope, service);
  // A Service that an operator makes has the labels of its pods.
  const isMade = operator !== undefined && operator.served === undefined;
  const matchLabels = isMade ? operator.pods(service.name) : selectorOf(topology.name, service.name);
  return [
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: { name: service.name, namespace, labels: labelsOf(topology.name, service.name, service), ...(isMade ? { annotations: podsOfOperator('ServiceMonitor') } : {}) },
      spec: { selector: { matchLabels }, endpoints: ports.map(({ name, path }) => ({ port: portLabel(name), path, interval: '30s' })) },
    },
  ];
}

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly severity: 'warning' | 'critical';
  readonly summary: string;
}

/** From kube-state-metrics and the kubelet, which say the same about every service; and RabbitMQ's own alarms. */
function alertRules({ namespace, topology, services }: Scope): KubernetesObject {
  const inside = `namespace="${namespace}"`;
  const alerts: readonly Alert[] = [
    { alert: 'PodNotReady', expr: `min by (namespace, pod) (kube_pod_status_ready{${inside}, condition="true"}) == 0 and on (namespace, pod) kube_pod_status_phase{${inside}, phase=~"Pending|Running|Unknown"} == 1`, for: '10m', severity: 'critical', summary: 'Pod {{ $labels.pod }} has not been ready for 10 minutes.' },
    { alert: 'PodRestarts', expr: `increase(kube_pod_container_status_restarts_total{${inside}}[15m]) > 3`, for: '1m', severity: 'warning', summary: 'Container {{ $labels.container }} of {{ $labels.pod }} restarts again and again.' },
    { alert: 'OutOfMemory', expr: `kube_pod_container_status_last_terminated_reason{${inside}, reason="OOMKilled"} == 1 and on (namespace, pod, container) increase(kube_pod_container_status_restarts_total{${inside}}[15m]) > 0`, for: '0m', severity: 'warning', summary: 'Container {{ $labels.container }} of {{ $labels.pod }} went over its memory limit.' },
    { alert: 'VolumeNearlyFull', expr: `kubelet_volume_stats_available_bytes{${inside}} / kubelet_volume_stats_capacity_bytes{${inside}} < 0.1`, for: '10m', severity: 'critical', summary: 'Volume {{ $labels.persistentvolumeclaim }} has less than a tenth left.' },
    { alert: 'JobFailed', expr: `kube_job_status_failed{${inside}} > 0`, for: '5m', severity: 'warning', summary: 'Job {{ $labels.job_name }} failed.' },
    { alert: 'AutoscalerAtItsEnd', expr: `kube_horizontalpodautoscaler_status_current_replicas{${inside}} == kube_horizontalpodautoscaler_spec_max_replicas{${inside}}`, for: '30m', severity: 'warning', summary: '{{ $labels.horizontalpodautoscaler }} runs as many pods as it may.' },
    ...(services.some(({ kind }) => kind === 'rabbitmq') ? [{ alert: 'RabbitAlarm', expr: `max by (namespace, pod) (rabbitmq_alarms_memory_used_watermark{${inside}} + rabbitmq_alarms_free_disk_space_watermark{${inside}}) > 0`, for: '1m', severity: 'critical', summary: 'RabbitMQ {{ $labels.pod }} blocks publishers.' } as const] : []),
  ];
  const rules = alerts.map(({ alert, expr, for: during, severity, summary }) => ({ alert, expr, for: during, labels: { severity }, annotations: { summary } }));
  return { apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule', metadata: { name: topology.name, namespace, labels: labelsOf(topology.name, topology.name) }, spec: { groups: [{ name: topology.name, rules }] } };
}
