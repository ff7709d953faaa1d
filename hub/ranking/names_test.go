package ranking_test

import (
	"fmt"

	"tagboat/hub/ranking"
)

// names are so many references as an account with a few organizations meets
// them: official images, services, libraries, builds named by commit.
func names(n int) []string {
	repositories := []string{
		"nginx", "redis", "postgres", "python", "node", "golang", "alpine", "mysql", "traefik", "eclipse-temurin",
		"bitnami/redis", "bitnami/nginx", "grafana/grafana", "grafana/loki", "prom/prometheus", "hashicorp/vault",
		"acme/api", "acme/api-gateway", "acme/web", "acme/worker", "acme/billing-api", "acme/ledger", "acme/docs_site",
		"myorg/api", "myorg/front-end", "myorg/mail.relay", "myorg/nightly", "harbor-pilots/compass", "harbor-pilots/tide-tables",
	}
	variants := []string{"", "-alpine", "-slim", "-arm64", "-amd64", "-bookworm", "-rc1", "-RC2", "-alpine3.20", "-windowsservercore"}
	all := []string{"acme/", "myorg/", "bitnami/", "grafana/", "prom/", "hashicorp/", "harbor-pilots/"}
	all = append(all, repositories...)
	for i := 0; len(all) < n; i++ {
		repository := repositories[i%len(repositories)]
		serial := i / len(repositories)
		variant := variants[serial%len(variants)]
		version := fmt.Sprintf("%d.%d.%d", 1+serial/400, serial/20%20, serial/10%2)
		switch serial % 7 {
		case 3:
			version = fmt.Sprintf("sha-%07x", uint32(i)*2654435761>>4)
		case 5:
			version = fmt.Sprintf("%d.%d", 1+serial/400, serial/20%20)
		}
		all = append(all, repository+":"+version+variant)
	}
	return all
}

func indexed(names []string) *ranking.Index {
	x := new(ranking.Index)
	for _, name := range names {
		x.Add(name)
	}
	return x
}

// the queries of the comparison: single letters, names, versions, several words,
// letters strewn over a name, marks, capitals.
var queries = []string{
	"a", "n", "1", "ap", "ng", "api", "nginx", "redis", "post", "pgres",
	"acme", "acme/", "acme/api", "acmeapi", "billapi", "gateway", "worker", "ledger", "docs", "mailrelay",
	"api 2.4 arm", "nginx alpine", "redis 1.3 slim", "acme web 2", "bitnami redis", "loki 1", "vault rc", "prom 1.1", "node 2 bookworm", "python 3.20",
	"ngx", "grfn", "htt", "hpc", "mfe", "tmrn", "aapi", "myapi24", "goarm", "trfk11",
	"^acme api", "^redis", "arm64$", "'slim nginx", "!alpine nginx", "golang !-", "'api' arm", "sha- api", "rc2", "API Gateway",
}
