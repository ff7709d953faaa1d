package name

import "strings"

// The options of commands that name an image: long, or long/short. They are those of docker's and
// podman's manuals; one that is missing makes a command unreadable, never misread.
const (
	engineAlone  = "debug/D tls tlsverify remote/r"
	engineValued = "config context/c host/H log-level/l tlscacert tlscert tlskey namespace/n address/a url connection root runroot"

	runAlone = "detach/d interactive/i tty/t rm privileged init read-only publish-all/P no-healthcheck oom-kill-disable " +
		"sig-proxy quiet/q disable-content-trust use-api-socket replace tls-verify env-host http-proxy no-hosts no-hostname rmi " +
		"help"
	runValued = "add-host annotation arch attach/a authfile blkio-weight blkio-weight-device cap-add cap-drop cgroup-parent cgroupns " +
		"cgroups chrootdirs cidfile conmon-pidfile cpu-count cpu-percent cpu-period cpu-quota cpu-rt-period cpu-rt-runtime cpu-shares/c " +
		"cpus cpuset-cpus cpuset-mems creds decryption-key detach-keys device device-cgroup-rule device-read-bps device-read-iops " +
		"device-write-bps device-write-iops dns dns-opt dns-option dns-search domainname entrypoint env/e env-file env-merge expose " +
		"gidmap gpus group-add group-entry health-cmd health-interval health-on-failure health-retries health-start-interval " +
		"health-start-period health-timeout hostname/h hostuser image-volume init-ctr init-path io-maxbandwidth io-maxiops ip ip6 ipc " +
		"isolation kernel-memory label/l label-file link link-local-ip log-driver log-opt mac-address memory/m memory-reservation " +
		"memory-swap memory-swappiness mount name net net-alias network network-alias oom-score-adj os passwd-entry personality pid " +
		"pids-limit platform pod pod-id-file preserve-fd preserve-fds publish/p pull rdt-class requires restart runtime sdnotify " +
		"seccomp-policy secret security-opt shm-size shm-size-systemd stop-signal stop-timeout storage-opt subgidname subuidname " +
		"sysctl systemd timeout tmpfs tz uidmap ulimit umask unsetenv user/u userns uts variant volume/v volume-driver volumes-from " +
		"workdir/w"

	nameAlone = "all-tags/a quiet/q disable-content-trust tls-verify verbose raw config no-creds no-tags insecure human/H " +
		"no-trunc full-ref local skip-verify/k plain-http debug details only-fixed ignore-unfixed digests " +
		"allow-nondistributable-artifacts all-platforms help tree"
	nameValued = "platform format/f output/o authfile creds cert-dir username/u password registry-token retry-times override-arch " +
		"override-os override-variant type namespace/n tarball severity scanners exit-code key certificate-identity " +
		"certificate-oidc-issuer certificate-identity-regexp certificate-oidc-issuer-regexp artifact-type only-severity " +
		"filter since builder arch os variant snapshotter hosts-dir address timeout"
)

// running are commands in which the image is followed by another command; naming are those of one
// image.
var (
	running = strings.Split("run,create,container run,container create", ",")
	naming  = strings.Split("pull,push,image pull,image push,image inspect,inspect,history,image history,rmi,image rm,image remove,"+
		"save,image save,images,image ls,image list,manifest inspect,buildx imagetools inspect,scout cves,scout quickview,"+
		"scout recommendations,scout sbom,sbom,from,image exists,image tree", ",")
)
