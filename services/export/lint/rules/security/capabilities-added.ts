import { addedCapabilities } from '../../capabilities.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const capabilitiesAdded: Rule = containerRule({
  id: 'capabilities-added',
  title: 'No capability is added',
  fix: 'Remove it; NET_BIND_SERVICE is not needed above port 1023.',
  tools: ['trivy/KSV-0022'],
  check: (container) => addedCapabilities(container).length > 0 && `adds ${addedCapabilities(container).join(', ')}`,
});
