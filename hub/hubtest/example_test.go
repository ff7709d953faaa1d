package hubtest_test

import (
	"fmt"
	"io"
	"net/http"
	"time"

	"tagboat/hub/hubtest"
)

func Example() {
	now := time.Date(2025, 11, 21, 12, 0, 0, 0, time.UTC)
	world := hubtest.NewWorld(now)
	build := hubtest.Build{Content: "1.27.3", Pushed: now.Add(-time.Hour), By: "ci"}
	world.Publish("acme/api", build.Tags("1.27.3", "1.27", "latest")...)

	fake := hubtest.New(world, hubtest.WithPath("/below/a/path"))
	fake.Inject(
		hubtest.Fault{Match: hubtest.Match{Path: "/tags", Times: 1}, Do: hubtest.BotChallenge()},
		hubtest.Fault{Match: hubtest.Match{Path: "/tags", Page: 2}, Do: hubtest.Before(func() {
			world.Push("acme/api", hubtest.Build{Content: "1.28.0", Pushed: now}.Tag("1.28.0"))
		})},
	)
	client := &http.Client{Transport: fake.Transport()}
	for _, query := range []string{"?page_size=2", "?page_size=2", "?page_size=2&page=2"} {
		answer, err := client.Get(fake.URL() + "/v2/namespaces/acme/repositories/api/tags" + query) //nolint:noctx // An example is short.
		if err != nil {
			fmt.Println(err)
			return
		}
		body, _ := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		fmt.Println(answer.StatusCode, len(body) > 0)
	}
	for _, r := range fake.Requests() {
		fmt.Printf("%s %s %q\n", r.Method, r.Path, r.Authorization)
	}
	// Output:
	// 403 true
	// 200 true
	// 200 true
	// GET /v2/namespaces/acme/repositories/api/tags ""
	// GET /v2/namespaces/acme/repositories/api/tags ""
	// GET /v2/namespaces/acme/repositories/api/tags ""
}
