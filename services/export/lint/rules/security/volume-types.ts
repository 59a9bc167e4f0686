import { listAt, textAt, valueAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const volumeTypes: Rule = podRule({
  id: 'volume-types',
  title: 'Volumes are of the kinds that Pod Security accepts',
  fix: 'Use a PersistentVolumeClaim; its class knows the storage.',
  tools: ['trivy/KSV-0028'],
  check: ({ spec }) => {
    const refused = ['gcePersistentDisk', 'awsElasticBlockStore', 'gitRepo', 'nfs', 'iscsi', 'glusterfs', 'rbd', 'flexVolume', 'cinder', 'cephfs', 'cephFS', 'flocker', 'fc', 'azureFile', 'vsphereVolume', 'quobyte', 'azureDisk', 'portworxVolume', 'scaleIO', 'storageos'];
    return listAt(spec, 'volumes').flatMap((volume) => refused.filter((type) => valueAt(volume, type) !== undefined).map((type) => `Volume "${textAt(volume, 'name') ?? ''}" is of the kind ${type}`));
  },
});
