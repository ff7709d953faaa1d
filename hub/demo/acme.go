package demo

import (
	"strings"
	"time"

	"tagboat/hub/fakehub"
)

var acmeDomains = strings.Fields("billing catalog checkout customs dispatch fleet identity " +
	"inventory invoices ledger loyalty mailer maps " +
	"notifications orders payments pricing recommendations refunds reports returns routing " +
	"search shipping warehouse")

var acmeParts = [][2]string{
	{"api", "HTTP and gRPC interface of the % service"},
	{"web", "Front end of %, server-side rendered"},
	{"worker", "Background jobs of %"}, {"consumer", "Reads the event stream for %"},
	{"migrations", "Database migrations of %, run before a roll-out"},
	{"exporter", "Prometheus metrics of %"}, {"admin", "Back-office screens of %"},
	{"cron", "Scheduled clean-ups of %"},
	{"gateway", "Edge proxy in front of %"}, {"loadtest", "k6 scenarios that keep % honest"},
	{"sandbox", "% with canned answers, for partners"},
}

// The repositories of acme that do not follow the pattern; with the 25 domains of eleven parts each
// they are 300.
var acmeSingles = [][2]string{
	{"api", "The public API: one front door for every service. Built on each commit since 2019"},
	{"web", "acme.example, the shop"},
	{"docs", "Handbook and API reference"}, {"base-debian", "Hardened Debian base image, rebuilt " +
		"every night"},
	{"base-alpine", "Hardened Alpine base image, rebuilt every night"},
	{"base-jre", "Java 21 runtime on base-debian"},
	{"build-go", "Go toolchain with our linters, for pipelines"},
	{"build-node", "Node toolchain with our linters, for pipelines"},
	{"build-rust", "Rust toolchain with sccache, for pipelines"},
	{"ci-runner", "Self-hosted pipeline runner"},
	{"backup", "restic with our schedules"}, {"bastion", "The way into production: SSH with " +
		"short-lived certificates"},
	{"cert-renewer", "ACME client. Yes, really"}, {"chaos", "Kills pods on Tuesdays"},
	{"dns-operator", "Kubernetes operator for our zones"},
	{"etl", "Nightly copies into the warehouse"}, {"feature-flags", "Flags, with an audit trail"},
	{"grafana", "Grafana with our dashboards baked in"},
	{"mail-relay", "Postfix that only talks to itself and one provider"},
	{"otel-collector", "OpenTelemetry collector, our distribution"},
	{"pgbouncer", "PgBouncer with TLS"}, {"preview", "One environment for each pull request"},
	{"secrets-agent", "Fetches secrets, writes files, forgets"},
	{"status-page", "status.acme.example"}, {"toolbox", "curl, dig, jq, psql and friends for a " +
		"bad day"},
}

func addAcme(w *fakehub.World) {
	for _, single := range acmeSingles {
		r := acmeRepository(w, single[0], single[1])
		if single[0] == "api" {
			r.Private, r.Stars, r.Pulls, r.README = false, 214, 48_211_034, acmeReadme
			r.Registered = time.Date(2019, 2, 11, 9, 30, 0, 412_000_000, time.UTC)
			pushed := w.Now().Add(-37 * time.Minute)
			r.Updated, r.Modified = pushed, pushed
			r.Generate = func() []fakehub.Tag { return Series("acme/api", 12_000, pushed) }
		}
		w.AddRepository(r)
	}
	for _, domain := range acmeDomains {
		for _, part := range acmeParts {
			w.AddRepository(acmeRepository(w, domain+"-"+part[0],
				strings.ReplaceAll(part[1], "%", domain)))
		}
	}
}

var globexParts = strings.Fields("tracker planner yard-gate customs-bridge driver-app telematics " +
	"manifest-printer tariff-engine port-sync " +
	"container-locator cold-chain rail-adapter berth-board crane-sim weighbridge eta-model " +
	"quay-camera pallet-counter toll-bot route-cache " +
	"fuel-ledger dock-scheduler lane-pricing waybill-ocr insurance-feed carrier-portal " +
	"seal-check hazmat-rules yard-map tide-table " +
	"gate-kiosk audit-trail")

func addGlobex(w *fakehub.World) {
	for _, name := range globexParts {
		w.AddRepository(teamRepository(w, "globex", name,
			"Globex logistics: "+strings.ReplaceAll(name, "-", " ")))
	}
}

// teamRepository is one of many that a company keeps: mostly private, pushed at some time in the
// last two years, most of them lately.
func teamRepository(w *fakehub.World, namespace, name, description string) fakehub.Repository {
	full := namespace + "/" + name
	age := time.Duration(fakehub.Dice(int64(14*24*time.Hour), "age", full)) + 11*time.Minute
	if fakehub.Dice(4, "old", full) == 0 {
		age *= 50
	}
	count := int(9 + fakehub.Dice(fakehub.Dice(400, "tags", full)+1, "count", full))
	pushed := w.Now().Add(-age)
	return fakehub.Repository{
		Namespace: namespace, Name: name, Description: strings.ToUpper(description[:1]) +
			description[1:], Type: "image",
		Private: fakehub.Dice(3, "private", full) > 0, Stars: int(fakehub.Dice(12, "stars", full)),
		Pulls:   fakehub.Dice(fakehub.Dice(4_000_000, "scale", full)+50, "pulls", full),
		Updated: pushed, Modified: pushed, Registered: w.Now().AddDate(0,
			-int(3+fakehub.Dice(70, "since", full)), -3),
		MediaTypes:   []string{fakehub.MediaImage, fakehub.MediaIndex},
		ContentTypes: []string{"image"},
		Storage:      int64(count) * (20_000_000 + fakehub.Dice(90_000_000, full)),
		README: "# " + full + "\n\n" + description + ".\n\n```console\n$ docker run --rm " +
			full + ":latest --help\n```\n",
		Collaborators: int(fakehub.Dice(9, full)),
		Generate:      func() []fakehub.Tag { return Series(full, count, pushed) },
	}
}
