package demo

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"tagboat/hub/fakehub"
)

// A publisher's repositories, by name; the words after a colon describe one, the others are
// described by their names.
type publisher struct {
	namespace, badge, about string
	millions                int64 // of pulls, of the most pulled one
	names                   string
}

var publishers = []publisher{
	{"bitnami", "verified_publisher", "Bitnami container image for %", 2_804,
		"postgresql redis mongodb mariadb mysql kafka rabbitmq nginx wordpress keycloak minio " +
			"elasticsearch kubectl etcd " +
			"zookeeper apache php-fpm node python ruby golang java dotnet-sdk git memcached " +
			"cassandra consul vault airflow " +
			"airflow-worker airflow-scheduler airflow-exporter argo-cd argo-workflow-cli " +
			"aspnet-core bitnami-shell " +
			"blackbox-exporter cert-manager cainjector cert-manager-webhook " +
			"chainloop-control-plane clickhouse cloudnative-pg " +
			"cluster-autoscaler concourse configmap-reload contour containerd deepspeed " +
			"discourse dokuwiki dremio drupal ejbca " +
			"elasticsearch-exporter envoy express external-dns flink fluent-bit fluentd flux " +
			"fluxcd-helm-controller ghost gitea " +
			"gitlab-runner grafana grafana-loki grafana-mimir grafana-tempo gradle grpcurl " +
			"haproxy harbor-core harbor-portal " +
			"harbor-registry harbor-jobservice hubble-relay influxdb jaeger jasperreports " +
			"jenkins jmx-exporter joomla jsonnet " +
			"jupyterhub k8s-sidecar kafka-exporter kibana kiam kong kube-rbac-proxy " +
			"kube-state-metrics kubernetes-event-exporter " +
			"laravel logstash magento mastodon matomo mediawiki metallb-controller " +
			"metallb-speaker metrics-server milvus mlflow " +
			"moodle multus-cni nats nats-exporter neo4j nessie node-exporter oauth2-proxy odoo " +
			"opencart opensearch openresty oras " +
			"parse phpbb phpmyadmin pgbouncer pgpool pinniped prestashop prometheus pushgateway " +
			"pytorch rclone redis-cluster " +
			"redis-exporter redis-sentinel redmine schema-registry scylladb " +
			"sealed-secrets-controller seaweedfs solr sonarqube " +
			"spark spring-cloud-dataflow supabase-studio symfony tensorflow thanos tomcat trivy " +
			"valkey valkey-cluster velero " +
			"victoriametrics-vmagent whereabouts wildfly yq"},
	{"grafana", "verified_publisher", "%, by Grafana Labs", 4_102,
		"grafana loki promtail tempo mimir agent alloy k6 grafana-oss grafana-enterprise " +
			"grafana-image-renderer oncall beyla " +
			"pyroscope faro-collector grafana-dev loki-docker-driver synthetic-monitoring-agent"},
	{"prom", "open_source", "Prometheus project: %", 2_210,
		"prometheus node-exporter alertmanager blackbox-exporter pushgateway cloudwatch-exporter " +
			"mysqld-exporter " +
			"statsd-exporter snmp-exporter memcached-exporter consul-exporter haproxy-exporter " +
			"graphite-exporter collectd-exporter"},
	{"hashicorp", "verified_publisher", "HashiCorp %", 702,
		"terraform vault consul nomad packer boundary waypoint vault-k8s " +
			"consul-k8s-control-plane http-echo"},
	{"linuxserver", "open_source", "A %, brought to you by LinuxServer.io", 1_420,
		"plex jellyfin sonarr radarr swag wireguard nextcloud code-server qbittorrent " +
			"transmission heimdall bookstack prowlarr " +
			"bazarr calibre-web duplicati syncthing unifi-network-application webtop smokeping"},
	{"curlimages", "open_source", "Official docker image for % - command line tool and library " +
		"for transferring data with URLs", 6_010,
		"curl curl-base"},
	{"n8nio", "none", "Free and source-available fair-code licensed workflow automation tool: %",
		150,
		"n8n runners base"},
	{"portainer", "verified_publisher", "Making container management simple: %", 1_310,
		"portainer-ce agent portainer-ee templates"},
	{"valkey", "open_source", "A flexible distributed key-value datastore: %", 61,
		"valkey valkey-bundle"},
	{"ai", "verified_publisher", "% as a model artefact, for the model runner", 3,
		"llama3.2 smollm2 gemma3 mistral qwen3 phi4 deepseek-r1-distill-llama"},
}

func addPublishers(w *fakehub.World) {
	for _, p := range publishers {
		for n, name := range strings.Fields(p.names) {
			w.AddRepository(p.repository(w.Now(), name, n))
		}
	}
	// As the real Hub has it: older than the field "repository_type".
	w.AddRepository(fakehub.Repository{
		Namespace: "docker", Name: "whalesay", Description: "An image for use in the Docker demo " +
			"tutorial", Stars: 757, Pulls: 130_737_682,
		Updated:      time.Date(2015, 6, 19, 19, 6, 27, 388_123_000, time.UTC),
		Modified:     time.Date(2024, 10, 16, 13, 48, 34, 145_251_000, time.UTC),
		Registered:   time.Date(2015, 6, 9, 18, 16, 36, 527_329_000, time.UTC),
		ContentTypes: []string{"image"}, Storage: 103_666_708,
		MediaTypes: []string{"application/vnd.docker.distribution.manifest.v1+prettyjws"},
		Categories: []string{"Languages & frameworks", "Operating systems"},
		Generate: func() []fakehub.Tag {
			b := fakehub.Build{Content: "whalesay", Platforms: []string{"linux/amd64"},
				Size:   91_000_000,
				Pushed: time.Date(2015, 6, 19, 19, 6, 27, 0, time.UTC)}
			t := b.Tag("latest")
			t.Digest, t.MediaType, t.ContentType, t.Shape = "", "", "", fakehub.ImagesNull
			t.FullSize = 103_666_708
			return []fakehub.Tag{t}
		},
	})
}

// repository places the earlier names higher: pulls fall off quickly.
func (p *publisher) repository(now time.Time, name string, n int) fakehub.Repository {
	full := p.namespace + "/" + name
	pushed := now.Add(-time.Duration(40+fakehub.Dice(int64(9*24*60), "age", full)) * time.Minute)
	r := fakehub.Repository{
		Namespace: p.namespace, Name: name, Description: strings.ReplaceAll(p.about, "%",
			strings.ReplaceAll(name, "-", " ")), Type: "image",
		Pulls:   p.millions*1_000_000/int64(1+n*n/2) + fakehub.Dice(900_000, "pulls", full),
		Stars:   int(p.millions)/(2+n*3) + int(fakehub.Dice(30, "stars", full)),
		Updated: pushed, Modified: pushed, Registered: now.AddDate(0,
			-int(14+fakehub.Dice(80, "since", full)), 0),
		MediaTypes:   []string{fakehub.MediaImage, fakehub.MediaIndex},
		ContentTypes: []string{"image"}, Categories: []string{"Integration & delivery"},
		Storage: 9_000_000_000 + fakehub.Dice(400_000_000_000, full),
		Badge:   strings.TrimPrefix(p.badge, "none"),
		README: "# " + full + "\n\n" + strings.ReplaceAll(p.about, "%", name) +
			".\n\n```console\n$ docker pull " + full + "\n```\n",
	}
	f := family{
		name: full, mb: int(20 + fakehub.Dice(220, "size", full)), platforms: "few",
		variants: "@alpine:3.20%100 -ubuntu@ubuntu:24.04%170",
	}
	if p.namespace == "bitnami" {
		f.variants = "|-debian-12@debian:12%100 -debian-12-fips@debian:12%108"
	}
	if full == "bitnami/redis" { // as the official image has them
		f.versions = "7.4:1 7.2:6 6.2:16"
	}
	r.Generate = func() []fakehub.Tag {
		named := f
		if named.versions == "" {
			named.versions = versionsOf(full)
		}
		return named.tags(pushed)
	}
	if p.namespace == "ai" {
		r.Type, r.ContentTypes, r.MediaTypes = "model", []string{"model"}, []string{mediaModel}
		r.Generate = func() []fakehub.Tag { return modelTags(name, pushed) }
	}
	return r
}

// versionsOf makes up the versions of a family: the last minors of two majors.
func versionsOf(full string) string {
	var versions strings.Builder
	major, minor := 1+fakehub.Dice(17, "major", full), fakehub.Dice(14, "minor", full)
	for n := range 9 {
		fmt.Fprintf(&versions, "%d.%d:%d ", major, minor,
			fakehub.Dice(8, "patches", full, strconv.Itoa(n)))
		if minor--; minor < 0 {
			major, minor = major-1, fakehub.Dice(14, "minor", full, strconv.Itoa(n))
		}
		if major < 0 {
			break
		}
	}
	return versions.String()
}

// modelTags are artefacts without platforms worth the name and without layers.
func modelTags(name string, pushed time.Time) []fakehub.Tag {
	sizes := []string{"latest", "1B-Q4_0", "3B-Q4_K_M", "8B-Q4_K_M", "8B-F16"}
	tags := make([]fakehub.Tag, 0, len(sizes))
	for n, size := range sizes {
		t := artefact(name+size, mediaModel, "model", int64(800_000_000+n*n*900_000_000),
			pushed.Add(-time.Duration(n)*time.Hour))
		t.Name = size
		tags = append(tags, t)
	}
	return tags
}

// artefact is something that is no image: one manifest, of no platform, without layers.
func artefact(content, mediaType, contentType string, size int64, pushed time.Time) fakehub.Tag {
	t := fakehub.Build{Content: content, Platforms: []string{"unknown/unknown"}, Size: size,
		Pushed: pushed, By: "ci"}.Tag("latest")
	t.MediaType, t.ContentType, t.Images[0].Layerless = mediaType, contentType, true
	return t
}
