import { describe, expect, it } from 'vitest';
import type { ClusterEvent, ContainerStatus, Pod, WorkloadObject } from './objects.ts';
import { judge } from './workload-view.ts';

const deployment = (status: WorkloadObject['status'], replicas = 2): WorkloadObject => ({ kind: 'Deployment', metadata: { name: 'api', generation: 3 }, spec: { replicas, selector: { matchLabels: { app: 'api' } } }, status: { observedGeneration: 3, ...status } });
const pod = (container: Partial<ContainerStatus>, init: readonly Partial<ContainerStatus>[] = []): Pod => ({
  metadata: { name: 'api-1', labels: { app: 'api' } },
  status: { containerStatuses: [{ name: 'api', ready: false, restartCount: 0, image: 'api:2', ...container }], initContainerStatuses: init.map((each) => ({ name: 'wait-for-uses', ready: false, restartCount: 0, ...each })) },
});

describe('a workload', () => {
  it('is ready only when every pod has the newest form and no old one is left', () => {
    expect(judge(deployment({ replicas: 2, updatedReplicas: 2, availableReplicas: 2 }), [], [])).toMatchObject({ state: 'ready', ready: 2, wanted: 2, reasons: [] });
    expect(judge(deployment({ replicas: 3, updatedReplicas: 2, availableReplicas: 3 }), [], []).state).toBe('waiting');
    expect(judge(deployment({ observedGeneration: 2, replicas: 2, updatedReplicas: 2, availableReplicas: 2 }), [], []).state).toBe('waiting');
    expect(judge(deployment({ replicas: 0, updatedReplicas: 0, availableReplicas: 0 }, 0), [], []).state).toBe('ready');
  });

  it('of the kind StatefulSet waits for the newest revision', () => {
    const set = (status: WorkloadObject['status']): WorkloadObject => ({ kind: 'StatefulSet', metadata: { name: 'db', generation: 1 }, spec: { replicas: 1, selector: { matchLabels: { app: 'db' } } }, status: { observedGeneration: 1, replicas: 1, readyReplicas: 1, ...status } });
    expect(judge(set({ currentRevision: 'a', updateRevision: 'a' }), [], []).state).toBe('ready');
    expect(judge(set({ currentRevision: 'a', updateRevision: 'b', updatedReplicas: 0 }), [], [])).toMatchObject({ state: 'waiting', ready: 0 });
    expect(judge(set({ currentRevision: 'a', updateRevision: 'b', updatedReplicas: 1 }), [], []).state).toBe('ready');
  });

  it('of the kind Job ends, or gives up for good', () => {
    const job = (type: string): WorkloadObject => ({ kind: 'Job', metadata: { name: 'declare', generation: 1 }, status: { conditions: [{ type, status: 'True', message: 'too many tries' }] } });
    expect(judge(job('Complete'), [], []).state).toBe('ready');
    expect(judge(job('Failed'), [], [])).toMatchObject({ state: 'failed', isHopeless: true, reasons: ['it gave up: too many tries'] });
  });

  it('of an operator is ready when the operator says so, and until then tells its words', () => {
    const resource = (kind: string, spec: WorkloadObject['spec'], status: WorkloadObject['status']): WorkloadObject => ({ kind, metadata: { name: 'db', generation: 2 }, ...(spec === undefined ? {} : { spec }), ...(status === undefined ? {} : { status }) });
    const database = { instances: 3 };
    expect(judge(resource('Cluster', database, { readyInstances: 3, phase: 'Cluster in healthy state' }), [], [])).toMatchObject({ state: 'ready', ready: 3, wanted: 3, reasons: [] });
    expect(judge(resource('Cluster', database, { readyInstances: 3, phase: 'Switchover in progress', phaseReason: 'to db-2' }), [], [])).toMatchObject({ state: 'waiting', reasons: ['Switchover in progress: to db-2'] });
    expect(judge(resource('Cluster', database, undefined), [], [])).toMatchObject({ state: 'waiting', ready: 0, reasons: ['its operator has said nothing yet: is it in the cluster?'] });
    const search = { nodeSets: [{ count: 3 }] };
    expect(judge(resource('Elasticsearch', search, { observedGeneration: 2, availableNodes: 3, phase: 'Ready', health: 'green' }), [], []).state).toBe('ready');
    expect(judge(resource('Elasticsearch', search, { observedGeneration: 1, availableNodes: 3, phase: 'Ready', health: 'green' }), [], []).state).toBe('waiting');
    expect(judge(resource('Elasticsearch', search, { observedGeneration: 2, availableNodes: 2, phase: 'ApplyingChanges', health: 'yellow' }), [], [])).toMatchObject({ ready: 2, reasons: ['ApplyingChanges: health yellow'] });
    const broker = (status: string) => ({ observedGeneration: 2, conditions: [{ type: 'AllReplicasReady', status, reason: 'NotAllPodsReady', message: '1/3 Pods ready' }] });
    expect(judge(resource('RabbitmqCluster', { replicas: 3 }, broker('True')), [], [])).toMatchObject({ state: 'ready', ready: 3 });
    expect(judge(resource('RabbitmqCluster', { replicas: 3 }, broker('False')), [], [])).toMatchObject({ state: 'waiting', ready: 0, reasons: ['NotAllPodsReady: 1/3 Pods ready'] });
  });

  it('that got no further within its deadline has failed', () => {
    expect(judge(deployment({ conditions: [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }] }), [], []).state).toBe('failed');
  });

  it('whose pods are refused says why, by the event at its ReplicaSet', () => {
    const event = (name: string): ClusterEvent => ({ type: 'Warning', reason: 'FailedCreate', message: 'exceeded quota: bounds', involvedObject: { kind: 'ReplicaSet', name } });
    expect(judge(deployment({}), [], [event('api-5c9f')]).reasons).toEqual(['pods are refused: exceeded quota: bounds']);
    expect(judge(deployment({}), [], [event('api-gateway-5c9f')]).reasons).toEqual([]);
  });
});

describe('a pod that is not ready', () => {
  const reasonsFor = (container: Partial<ContainerStatus>, init: readonly Partial<ContainerStatus>[] = []) => {
    const { reasons, isHopeless, logs } = judge(deployment({}), [pod(container, init)], []);
    return { reasons, isHopeless, logs };
  };

  it('for its image says which, and does not come by itself', () => {
    expect(reasonsFor({ state: { waiting: { reason: 'ImagePullBackOff', message: 'not found' } } })).toEqual({ reasons: ['api-1: the image api:2 cannot be had: not found'], isHopeless: true, logs: [] });
  });

  it('for its memory says so, and how often', () => {
    const ended = { exitCode: 137, reason: 'OOMKilled' };
    expect(reasonsFor({ restartCount: 3, state: { waiting: { reason: 'CrashLoopBackOff' } }, lastState: { terminated: ended } })).toMatchObject({ reasons: ['api-1 does not keep running: its memory limit was reached, 3 times'], isHopeless: false });
    expect(reasonsFor({ restartCount: 4, state: { waiting: { reason: 'CrashLoopBackOff' } }, lastState: { terminated: { exitCode: 1 } } })).toMatchObject({ isHopeless: true, logs: [{ pod: 'api-1', container: 'api', previous: true }] });
  });

  it('for what it waits for names the container that waits, and nothing of those after it', () => {
    expect(reasonsFor({ state: { waiting: { reason: 'PodInitializing' } } }, [{ state: { running: {} } }])).toMatchObject({ reasons: ['api-1 (wait-for-uses) is not through yet'], isHopeless: false });
    expect(reasonsFor({ state: { running: {} } }, [{ state: { terminated: { exitCode: 0 } } }]).reasons).toEqual(['api-1 runs and is not ready yet']);
  });

  it('for want of a node gives the words of the scheduler', () => {
    const waiting: Pod = { metadata: { name: 'api-1', labels: { app: 'api' } }, status: { conditions: [{ type: 'PodScheduled', status: 'False', message: '0/1 nodes are available: 1 Insufficient cpu' }] } };
    expect(judge(deployment({}), [waiting], []).reasons).toEqual(['api-1 has no node: 0/1 nodes are available: 1 Insufficient cpu']);
  });

  it('and is on its way out is no reason', () => {
    const leaving = { ...pod({ state: { waiting: { reason: 'ErrImagePull' } } }), metadata: { name: 'api-1', labels: { app: 'api' }, deletionTimestamp: '2026-01-01T00:00:00Z' } };
    expect(judge(deployment({}), [leaving], []).reasons).toEqual([]);
  });
});
