/** Of the one-node cluster that exports are tried on; all of it is built from Go modules. */
export const clusterVersions = { kubernetes: 'v1.36.3', coreDns: 'v1.15.0' } as const;
