export { connectCluster } from './client/connect.ts';
export { deploy } from './deploy.ts';
export type { Cluster, ClusterObject } from './types.ts';
