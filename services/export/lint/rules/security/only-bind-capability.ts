import { addedCapabilities, dropsAll } from '../../capabilities.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const onlyBindCapability: Rule = containerRule({
  id: 'only-bind-capability',
  title: 'The one capability that may be added is NET_BIND_SERVICE, after all were dropped',
  fix: 'Drop ALL, and add at most NET_BIND_SERVICE: Pod Security "restricted" accepts nothing else.',
  tools: ['trivy/KSV-0106'],
  check: (container) => [...(dropsAll(container) ? [] : ['does not drop all capabilities']), ...addedCapabilities(container).filter((name) => name !== 'NET_BIND_SERVICE').map((name) => `adds ${name}`)],
});
