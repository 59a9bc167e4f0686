export interface Advice {
  readonly message: string;
  readonly hint: string;
}

/** Words of the Compose spec that have another form here, or none. */
const serviceAdvice: Readonly<Record<string, string>> = {
  ports: 'Write expose: { http: 80 } for the port in the container and publish: { http: 8080 } for the one on this machine.',
  networks: 'All services of a stack share one network and find each other by name; remove it.',
  network_mode: 'All services of a stack share one network; reach the host as host.docker.internal.',
  links: 'Write uses: [other]; services find each other by name.',
  external_links: 'Write uses: [other]; services of other stacks are reached by their published ports.',
  container_name: 'Names are made from stack and service, so that replicas and stacks do not collide; remove it.',
  deploy: 'Write scale, mem_limit and cpus on the service itself.',
  profiles: 'Name the services to start: stackyard up api worker.',
  extends: 'Use a YAML anchor: <<: *defaults.',
  configs: 'Mount the file: volumes: ["./app.conf:/etc/app.conf:ro"].',
  privileged: 'Stackyard runs no privileged containers; add single capabilities with cap_add.',
  pid: 'Containers do not share process trees here; remove it.',
  ipc: 'Containers do not share memory here; set shm_size for more of their own.',
  devices: 'Devices are not passed on; remove it.',
  device_cgroup_rules: 'Devices are not passed on; remove it.',
  gpus: 'GPUs are not passed on; remove it.',
  dns: 'The engine\'s own name service is used; name fixed addresses with extra_hosts.',
  dns_search: 'The engine\'s own name service is used; remove it.',
  dns_opt: 'The engine\'s own name service is used; remove it.',
  domainname: 'Write hostname; services find each other by name.',
  logging: 'Logs are read by stackyard logs; remove it.',
  mem_reservation: 'Write mem_limit.',
  mem_swappiness: 'Write mem_limit.',
  memswap_limit: 'Write mem_limit.',
  cpu_shares: 'Write cpus.',
  cpu_quota: 'Write cpus.',
  cpu_period: 'Write cpus.',
  cpu_count: 'Write cpus.',
  cpu_percent: 'Write cpus.',
  cpuset: 'Write cpus.',
  mac_address: 'Addresses are given by the engine; remove it.',
  volumes_from: 'Name the same volume in both services.',
  pull_policy: 'Leave it out: what is missing is pulled, and stackyard images pull gets everything anew.',
  develop: 'Mount your source with volumes, or run it on this machine with run: npm run dev.',
  stdin_open: 'Services have no terminal; remove it.',
  tty: 'Services have no terminal; remove it.',
  userns_mode: 'The engine\'s own setting is used; remove it.',
  group_add: 'Write user: "uid:gid".',
  cgroup: 'The engine\'s own setting is used; remove it.',
  cgroup_parent: 'The engine\'s own setting is used; remove it.',
  isolation: 'The engine\'s own setting is used; remove it.',
  oom_kill_disable: 'Write mem_limit.',
  oom_score_adj: 'Write mem_limit.',
  runtime: 'The engine\'s own runtime is used; remove it.',
  storage_opt: 'The engine\'s own storage is used; remove it.',
  blkio_config: 'Disk bandwidth is not limited; remove it.',
  annotations: 'Write labels.',
  post_start: 'Put the command into the image or its command.',
  pre_stop: 'Let the process handle its stop_signal.',
  label_file: 'Write labels.',
  attach: 'Use stackyard logs SERVICE.',
  models: 'Write a service of its own.',
  provider: 'Write a service of its own.',
  use_api_socket: 'The engine\'s socket is not passed on; remove it.',
  replicas: 'Write scale.',
  env: 'Write environment.',
};

const topAdvice: Readonly<Record<string, string>> = {
  version: 'Stackyard needs no version line; remove it.',
  volumes: 'Named volumes need no declaration; remove it.',
  networks: 'All services of a stack share one network; remove it.',
  secrets: 'Templates make their own secrets; give your own as secrets: { password: ${VAR} } on the service.',
  configs: 'Mount the file: volumes: ["./app.conf:/etc/app.conf:ro"] on the service.',
  include: 'One stack is one file; use several stacks or put the services here.',
  models: 'Write a service of its own.',
};

/** Words of Kubernetes and others that are written by mistake. */
const foreignWords: ReadonlySet<string> = new Set(['env', 'replicas']);

export function adviceFor(key: string, area: 'top' | 'service'): Advice | undefined {
  const table = area === 'top' ? topAdvice : serviceAdvice;
  if (!Object.hasOwn(table, key)) return undefined;
  const message = foreignWords.has(key) ? `"${key}" is no word of a service.` : `"${key}" is a word of Compose that Stackyard does not have.`;
  return { message, hint: table[key] ?? '' };
}
