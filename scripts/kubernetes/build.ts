import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../tools/install.ts';
import { toolsFolder } from '../tools/provide.ts';
import { definitions } from '../tools/versions.ts';
import { clusterVersions } from './versions.ts';

type Say = (message: string) => void;

/** Programs of the cluster, each started by its name: `node kube-apiserver …` is one file for all. */
export interface ClusterPrograms {
  /** etcd, kube-apiserver, kube-controller-manager, kube-scheduler, kubelet, kube-proxy and kubectl; the first word says which. */
  readonly kubernetes: string;
  readonly coreDns: string;
  /** Folders with definitions of resources. */
  readonly definitions: readonly string[];
}

async function moduleOf(path: string, version: string): Promise<{ readonly Dir: string; readonly GoMod: string }> {
  return JSON.parse(await run('go', ['mod', 'download', '-json', `${path}@${version}`])) as { readonly Dir: string; readonly GoMod: string };
}

/** Builds what is not there: eight minutes and 144 MB the first time, on two cores. The last step is a rename, so a run that was ended leaves nothing half-made. */
export async function provideClusterPrograms(say: Say): Promise<ClusterPrograms> {
  const { kubernetes, coreDns } = clusterVersions;
  return {
    kubernetes: await built(`kubernetes-${kubernetes}`, say, buildKubernetes),
    coreDns: await built(`coredns-${coreDns}`, say, async (made) => {
      await run('go', ['install', '-trimpath', '-ldflags', '-s -w', `github.com/coredns/coredns@${coreDns}`], { env: { GOBIN: made, CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false' } });
      return 'coredns';
    }),
    definitions: await Promise.all(definitions.map(async ({ module, version, folder }) => join((await moduleOf(module, version)).Dir, folder))),
  };
}

async function built(name: string, say: Say, make: (made: string) => Promise<string>): Promise<string> {
  const file = join(toolsFolder, name);
  if (existsSync(file)) return file;
  say(`${name}: building it …`);
  const made = `${file}.${process.pid}`;
  try {
    await mkdir(made, { recursive: true });
    const program = await make(made);
    await rename(join(made, program), file);
  } finally {
    await rm(made, { recursive: true, force: true });
  }
  return file;
}

/** Packages with a main of each part, in one program: they share nearly all of their code. */
const parts = `package main

import (
	"context"
	"fmt"
	"os"

	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
	kubectl "k8s.io/kubectl/pkg/cmd"
	kubectlutil "k8s.io/kubectl/pkg/cmd/util"
	proxy "k8s.io/kubernetes/cmd/kube-proxy/app"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllers "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
	kubelet "k8s.io/kubernetes/cmd/kubelet/app"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "the first word names the part")
		os.Exit(2)
	}
	os.Args = os.Args[1:]
	switch os.Args[0] {
	case "etcd":
		etcdmain.Main(os.Args)
	case "kube-apiserver":
		os.Exit(cli.Run(apiserver.NewAPIServerCommand()))
	case "kube-controller-manager":
		os.Exit(cli.Run(controllers.NewControllerManagerCommand()))
	case "kube-scheduler":
		os.Exit(cli.Run(scheduler.NewSchedulerCommand()))
	case "kubelet":
		os.Exit(cli.Run(kubelet.NewKubeletCommand(context.Background())))
	case "kube-proxy":
		os.Exit(cli.Run(proxy.NewProxyCommand()))
	case "kubectl":
		if err := cli.RunNoErrOutput(kubectl.NewDefaultKubectlCommand()); err != nil {
			kubectlutil.CheckErr(err)
		}
	default:
		fmt.Fprintln(os.Stderr, "there is no part", os.Args[0])
		os.Exit(2)
	}
}
`;

/** The module names its staging folders, which are not in it: each is replaced by the version that was published of it. */
async function buildKubernetes(made: string): Promise<string> {
  const { kubernetes } = clusterVersions;
  const published = `v0.${kubernetes.replace(/^v1\./, '')}`;
  const source = await readFile((await moduleOf('k8s.io/kubernetes', kubernetes)).GoMod, 'utf8');
  const staged = [...source.matchAll(/^\s*(k8s\.io\/\S+) => \.\/staging/gm)].map(([, path]) => path);
  const requires = source.replace(/^module .*$/m, 'module cluster').replaceAll(/^replace \([^)]*\)\s*/gm, '').replaceAll(/^\s*\/\/.*\n/gm, '');
  await writeFile(join(made, 'go.mod'), `${requires}\nrequire k8s.io/kubernetes ${kubernetes}\nreplace (\n${staged.map((path) => `\t${path} => ${path} ${published}`).join('\n')}\n)\n`);
  await writeFile(join(made, 'main.go'), parts);
  const version = { gitVersion: kubernetes, gitMajor: '1', gitMinor: kubernetes.split('.')[1], gitTreeState: 'clean', gitCommit: 'unknown' };
  const stamps = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'].flatMap((path) => Object.entries(version).map(([key, value]) => `-X ${path}.${key}=${value}`));
  await run('go', ['build', '-mod=mod', '-trimpath', '-ldflags', `-s -w ${stamps.join(' ')}`, '-o', 'kubernetes', '.'], { cwd: made, env: { CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false' } });
  return 'kubernetes';
}
