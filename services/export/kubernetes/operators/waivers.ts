const REASON = 'an operator of the cluster makes what is selected';

const rules: Readonly<Record<'Service' | 'ServiceMonitor' | 'NetworkPolicy' | 'peer', { readonly ours: string; readonly theirs?: string }>> = {
  Service: { ours: 'service-selects-pods', theirs: 'service-targets-pod' },
  NetworkPolicy: { ours: 'policy-selects-pods', theirs: 'networkpolicy-targets-pod' },
  ServiceMonitor: { ours: 'monitor-selects-service' },
  peer: { ours: 'policy-peers' },
};

/** Annotations of what selects objects that stand in no manifest. */
export function podsOfOperator(...selecting: readonly (keyof typeof rules)[]): Record<string, string> {
  const found = selecting.map((each) => rules[each]);
  const theirs = found.flatMap((rule) => rule.theirs ?? []);
  return { ...Object.fromEntries(found.map(({ ours }) => [`lint.stackyard.dev/${ours}`, REASON])), ...(theirs.length === 0 ? {} : { 'kube-score/ignore': theirs.join(',') }) };
}
