/** What the tests of the cluster are told, as JSON in STACKYARD_TEST_CLUSTER. */
export interface ClusterFacts {
  readonly kubeconfig: string;
  /** The program that is kubectl when its first word is `kubectl`. */
  readonly program: string;
  /** Folder with a copy of the demo, of this run alone. */
  readonly demo: string;
  /** STACKYARD_HOME. */
  readonly home: string;
}
