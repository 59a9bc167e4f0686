import { expect, test } from 'vitest';
import { rules } from './rules/index.ts';

/** The tools' own lists: kube-linter 0.8.3, kube-score 1.20.0, polaris 10.2.2, kubesec 2.14.2, trivy's checks of 2026-08. */
const lists: Readonly<Record<string, string>> = {
  'kube-linter': `dangling-service deprecated-service-account-field docker-sock drop-net-raw-capability duplicate-env-var env-var-secret host-ipc host-network host-pid
    invalid-target-ports job-ttl-seconds-after-finished latest-tag liveness-port mismatching-selector no-anti-affinity no-extensions-v1beta no-read-only-root-fs
    non-existent-service-account pdb-max-unavailable pdb-min-available pdb-unhealthy-pod-eviction-policy privilege-escalation-container privileged-container readiness-port
    run-as-non-root sensitive-host-mounts ssh-port startup-port unsafe-sysctls unset-cpu-requirements unset-memory-requirements access-to-create-pods access-to-secrets
    cluster-admin-role-binding dangling-horizontalpodautoscaler dangling-ingress dangling-networkpolicy dangling-networkpolicypeer-podselector dangling-servicemonitor
    default-service-account dnsconfig-options env-value-from exposed-services hpa-minimum-three-replicas minimum-three-replicas no-liveness-probe no-node-affinity
    no-readiness-probe no-rolling-update-strategy non-isolated-pod priority-class-name privileged-ports read-secret-from-env-var required-annotation-email required-label-owner
    restart-policy scc-deny-privileged-container sorted-keys unsafe-proc-mount use-namespace wildcard-in-rules writable-host-mount`,
  'kube-score': `deployment-strategy deployment-replicas ingress-targets-service cronjob-has-deadline cronjob-restartpolicy container-resources container-image-tag
    container-image-pull-policy container-ephemeral-storage-request-and-limit environment-variable-key-duplication statefulset-has-poddisruptionbudget
    deployment-has-poddisruptionbudget poddisruptionbudget-has-policy pod-networkpolicy networkpolicy-targets-pod pod-probes pod-probes-identical
    container-security-context-user-group-id container-security-context-privileged container-security-context-readonlyrootfilesystem service-targets-pod service-type
    stable-version deployment-has-host-podantiaffinity statefulset-has-host-podantiaffinity deployment-targeted-by-hpa-does-not-have-replicas-configured
    statefulset-has-servicename deployment-pod-selector-labels-match-template-metadata-labels statefulset-pod-selector-labels-match-template-metadata-labels label-values
    horizontalpodautoscaler-has-target horizontalpodautoscaler-replicas pod-topology-spread-constraints container-resource-requests-equal-limits
    container-cpu-requests-equal-limits container-memory-requests-equal-limits container-ephemeral-storage-request-equals-limit container-ports-check container-seccomp-profile`,
  polaris: `tagNotSpecified hostIPCSet hostPIDSet hostNetworkSet privilegeEscalationAllowed runAsRootAllowed runAsPrivileged dangerousCapabilities sensitiveContainerEnvVar
    sensitiveConfigmapContent deploymentMissingReplicas priorityClassNotSet pullPolicyNotAlways readinessProbeMissing livenessProbeMissing metadataAndInstanceMismatched
    pdbDisruptionsIsZero missingPodDisruptionBudget topologySpreadConstraint hpaMaxAvailability hpaMinAvailability pdbMinAvailableGreaterThanHPAMinReplicas cpuRequestsMissing
    cpuLimitsMissing memoryRequestsMissing memoryLimitsMissing automountServiceAccountToken hostPathSet hostProcess linuxHardening missingNetworkPolicy
    notReadOnlyRootFilesystem procMount insecureCapabilities hostPortSet tlsSettingsMissing clusterrolebindingClusterAdmin rolebindingClusterAdminClusterRole
    rolebindingClusterAdminRole clusterrolePodExecAttach rolePodExecAttach clusterrolebindingPodExecAttach rolebindingClusterRolePodExecAttach rolebindingRolePodExecAttach`,
  kubesec: `Privileged CapSysAdmin BindingsToSystemAnonymous HostNetwork HostPID HostIPC DockerSock ProcMount AllowPrivilegeEscalation SecretsAsEnvironmentVariables HostAliases
    SeccompUnconfined ApparmorUnconfined ServiceAccountName ApparmorAny ReadOnlyRootFilesystem RunAsNonRoot RunAsUser RunAsGroup CapDropAny CapDropAll RequestsCPU RequestsMemory
    LimitsCPU LimitsMemory SeccompAny AutomountServiceAccountToken HostUsers VolumeClaimAccessModeReadWriteOnce VolumeClaimRequestsStorage`,
  trivy: `${numbers(1, 28, [19])} 0030 0032 0033 ${numbers(35, 56, [])} 0102 0103 0104 0105 0106 0107 0108 0109 0110 ${numbers(111, 125, [])} 01010 01011`.replaceAll(/\b(?=\d)/g, 'KSV-'),
};

/** `0001 0002 …`, without those that the tool no longer has. */
function numbers(first: number, last: number, gone: readonly number[]): string {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index).filter((number) => !gone.includes(number)).map((number) => String(number).padStart(4, '0')).join(' ');
}

test.each(Object.entries(lists))('every rule of %s is among ours', (tool, list) => {
  const ours = new Set(rules.flatMap(({ tools }) => tools));
  expect(list.split(/\s+/).filter((id) => !ours.has(`${tool}/${id}`))).toEqual([]);
});

test('no rule names one that a tool does not have', () => {
  const known = new Set(Object.entries(lists).flatMap(([tool, list]) => list.split(/\s+/).map((id) => `${tool}/${id}`)));
  expect(rules.flatMap(({ tools }) => tools).filter((tool) => !known.has(tool))).toEqual([]);
});
