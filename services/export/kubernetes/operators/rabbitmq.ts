import { unusual, type Operator } from './operator.ts';

export const RABBITMQ_CONFIG = '/config/rabbitmq.conf';

/** https://www.rabbitmq.com/kubernetes/operator/operator-overview: the cluster operator of RabbitMQ's makers. */
export const rabbitmqOperator: Operator = {
  title: 'the RabbitMQ cluster operator',
  kind: 'RabbitmqCluster',
  unfit: (service) => unusual(service, { config: RABBITMQ_CONFIG, ports: { amqp: 5672, management: 15_672, prometheus: 15_692 } }),
  pods: (service) => ({ 'app.kubernetes.io/name': service, 'app.kubernetes.io/component': 'rabbitmq' }),
  secret: { ending: '-default-user', keys: { PASSWORD: 'password' } },
  peerPorts: [4369, 25_672],
  asksApi: true,
  wantsEvenMemory: true,
  needs: ['budget'],
  endings: ['-nodes', '-server'],
};
