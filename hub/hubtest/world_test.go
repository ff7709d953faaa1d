package hubtest_test

import (
	"fmt"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/demo"
	"tagboat/hub/hubtest"
)

func TestAPushShiftsEveryRowByOne(t *testing.T) {
	w := shelf(6)
	v := visit(t, hubtest.New(w))
	assert.Equal(t, []string{"t001", "t002", "t003"}, v.page(tagsPath+"?page_size=3").names())
	require.True(t, w.Push("acme/api", hubtest.Build{Content: "new", Pushed: noon}.Tag("t000")))
	assert.Equal(t, []string{"t003", "t004", "t005"}, v.page(tagsPath+"?page_size=3&page=2").names())
	assert.True(t, w.Delete("acme/api", "t001"))
	assert.False(t, w.Delete("acme/api", "t001"))
	assert.Equal(t, []string{"t000", "t002", "t003"}, v.page(tagsPath+"?page_size=3").names())
}

func TestAnotherPushOfANameKeepsItsID(t *testing.T) {
	w := shelf(3)
	before := w.Tags("acme/api")[2]
	w.Push("acme/api", hubtest.Build{Content: "again", Pushed: noon}.Tag(before.Name))
	after := w.Tags("acme/api")[0]
	assert.Equal(t, before.Name, after.Name)
	assert.Equal(t, before.ID, after.ID)
	assert.NotEqual(t, before.Digest, after.Digest)
}

func TestTagsOfOneBuildAreSiblingsAtThreeLevels(t *testing.T) {
	build := hubtest.Build{Content: "4.0.0", Pushed: noon, Attested: true}
	signed, fixed := build, build
	signed.Index = "signed"
	fixed.Own = map[string]string{"linux/arm64": "patched"}
	a, b, c, d := build.Tag("4.0.0"), build.Tag("latest"), signed.Tag("signed"), fixed.Tag("fixed")
	assert.Equal(t, a.Digest, b.Digest)
	assert.NotEqual(t, a.Digest, c.Digest)
	assert.NotEqual(t, a.Digest, d.Digest)
	for i, image := range a.Images {
		if image.OS == "linux" {
			assert.Equal(t, image.Digest, c.Images[i].Digest)
			assert.Equal(t, image.Architecture == "amd64", image.Digest == d.Images[i].Digest)
		}
	}
}

func TestTheCrowdMayReadWhileTheWorldChanges(t *testing.T) {
	w := shelf(50)
	h := hubtest.New(w, hubtest.WithRateLimit(0, 0))
	v := visit(t, h)
	var all sync.WaitGroup
	for n := range 8 {
		all.Go(func() {
			for i := range 20 {
				w.Push("acme/api", hubtest.Build{Content: fmt.Sprint(n, i), Pushed: noon}.Tag(fmt.Sprintf("new-%d-%d", n, i)))
				r, err := v.try("GET", tagsPath+"?page_size=100", nil)
				assert.NoError(t, err)
				assert.Equal(t, 200, r.status)
			}
		})
	}
	all.Wait()
	assert.Len(t, w.Tags("acme/api"), 50+160)
	assert.Zero(t, h.InFlight())
}

func TestPrivateRepositoriesAreSeenByThoseWhoMay(t *testing.T) {
	h, v := visitDemo(t)
	everybody := v.page("/v2/namespaces/acme/repositories").Count
	assert.Less(t, everybody, 300)
	assert.Equal(t, 300, v.as(h.Session("alice", "anchor")).page("/v2/namespaces/acme/repositories").Count)
	assert.Equal(t, 300, v.as(h.Session("alice", "dckr_pat_demo")).page("/v2/namespaces/acme/repositories").Count)
	bob := v.do("POST", "/v2/users/2fa-login", words{
		"login_2fa_token": v.login("bob", "harbor").word(t, "login_2fa_token"), "code": "123456",
	}).word(t, "token")
	assert.Equal(t, everybody, v.as(bob).page("/v2/namespaces/acme/repositories").Count)
	assert.Equal(t, 404, v.get("/v2/repositories/alice/field_notes/").status)
	assert.Equal(t, 404, v.get("/v2/repositories/alice/field_notes/tags/").status)
}

func TestRepositoriesInEveryOrder(t *testing.T) {
	w := hubtest.NewWorld(noon)
	for i, name := range []string{"b", "c", "a"} {
		w.AddRepository(hubtest.Repository{
			Namespace: "acme", Name: name, Pulls: int64(10 * i), Updated: noon.Add(time.Duration(i) * time.Hour),
		})
	}
	v := visit(t, hubtest.New(w))
	for ordering, names := range map[string][]string{
		"": {"a", "c", "b"}, "last_updated": {"a", "c", "b"}, "-last_updated": {"b", "c", "a"}, "pull_count": {"a", "c", "b"},
		"-pull_count": {"b", "c", "a"}, "name": {"c", "b", "a"}, "-name": {"a", "b", "c"},
	} {
		path := "/v2/namespaces/acme/repositories"
		if ordering != "" {
			path += "?ordering=" + ordering
		}
		assert.Equal(t, names, v.page(path).names(), ordering)
	}
	assert.Equal(t, []string{"c"}, v.page("/v2/namespaces/acme/repositories?name=c").names())
}

func TestTagsInEveryOrder(t *testing.T) {
	v := visit(t, hubtest.New(shelf(3)))
	up, down := []string{"t001", "t002", "t003"}, []string{"t003", "t002", "t001"}
	for ordering, names := range map[string][]string{
		"last_updated": up, "-last_updated": down, "-name": up, "name": down, "beauty": up,
	} {
		assert.Equal(t, names, v.page(tagsPath+"?ordering="+ordering).names(), ordering)
	}
}

func TestOwnersDeleteTagsAndNobodyElse(t *testing.T) {
	w := shelf(5)
	w.AddUser(hubtest.User{Name: "olga", Password: "o", Tokens: []hubtest.AccessToken{
		{Secret: "dckr_pat_all", Scope: "repo:admin"}, {Secret: "dckr_pat_read", Scope: "repo:read"},
	}})
	w.AddUser(hubtest.User{Name: "mia", Password: "m"})
	w.AddOrganization(hubtest.Organization{
		Name: "acme", Members: map[string]string{"olga": "Owner", "mia": "Member"},
		Tokens: []hubtest.OrganizationToken{{Secret: "dckr_oat_tags", DeleteTags: true}},
	})
	h := hubtest.New(w)
	v := visit(t, h)
	remove := func(v *visitor, tag string) int {
		return v.do("DELETE", "/v2/repositories/acme/api/tags/"+tag+"/", nil).status
	}
	assert.Equal(t, 401, remove(v, "t001"))
	assert.Equal(t, 403, remove(v.as(h.Session("mia", "m")), "t001"))
	assert.Equal(t, 403, remove(v.as(h.Session("olga", "dckr_pat_read")), "t001"))
	assert.Equal(t, 204, remove(v.as(h.Session("olga", "o")), "t001"))
	assert.Equal(t, 404, remove(v.as(h.Session("olga", "o")), "t001"))
	assert.Equal(t, 204, remove(v.as(h.Session("olga", "dckr_pat_all")), "t002"))
	organization := v.as(h.Session("acme", "dckr_oat_tags"))
	assert.Equal(t, 403, remove(organization, "t003"), "only on the namespaces path")
	assert.Equal(t, 204, organization.do("DELETE", tagsPath+"/t003", nil).status)
	assert.Len(t, w.Tags("acme/api"), 2)
}

func TestAWorldCanBeChangedInEveryOtherWay(t *testing.T) {
	w := shelf(2)
	assert.True(t, w.Update("acme/api", func(r *hubtest.Repository) { r.Private = true }))
	assert.Equal(t, 404, visit(t, hubtest.New(w)).get("/v2/repositories/acme/api").status)
	assert.True(t, w.Remove("acme/api"))
	assert.False(t, w.Remove("acme/api"))
	assert.False(t, w.Update("acme/api", nil))
	assert.False(t, w.Push("acme/api"))
	assert.Nil(t, w.Tags("acme/api"))
	assert.Equal(t, noon, w.Now())
}

func TestTheDemoWorldIsThereAtOnceAndAlwaysTheSame(t *testing.T) {
	described := testing.AllocsPerRun(1, func() { demo.World(noon) })
	unfolded := testing.AllocsPerRun(1, func() { demo.World(noon).Tags("acme/api") })
	assert.Less(t, 10*described, unfolded, "nothing is made before it is looked at")
	one, two := demo.World(noon), demo.World(noon)
	_ = two.Tags("alice/museum") // what is looked at first makes no difference
	for _, namespace := range []string{"alice", "globex"} {
		assert.Equal(t, one.References(namespace), two.References(namespace))
	}
	assert.Equal(t, one.Tags("alice/blog"), two.Tags("alice/blog"))
	runtime.KeepAlive(two)
}

func TestWorldsThatShareWhatWasMadeDoNotShareWhatIsChanged(t *testing.T) {
	made := demo.World(noon).Tags("acme/api")
	one, two := hubtest.Demo(noon), hubtest.Demo(noon)
	require.True(t, one.Delete("acme/api", made[0].Name))
	require.True(t, one.Push("acme/api", hubtest.Build{Content: "new", Pushed: noon}.Tag(made[1].Name)))
	require.True(t, one.Remove("acme/web"))
	one.RevokeAccessToken("dckr_pat_demo")
	assert.NotEqual(t, made[1:], one.Tags("acme/api"))
	assert.Len(t, one.Repositories("acme"), 299)
	assert.Len(t, two.Repositories("acme"), 300)
	assert.Equal(t, 200, visit(t, hubtest.New(two)).do("POST", "/v2/users/login", map[string]string{
		"username": "alice", "password": "dckr_pat_demo",
	}).status)
	assert.Equal(t, made, two.Tags("acme/api"))
	later := noon.Add(24 * time.Hour)
	assert.Equal(t, demo.World(later).Tags("acme/api"), hubtest.Demo(later).Tags("acme/api"))
}

// BenchmarkTheDemoWorld reports what describing it takes beside what unfolding its giant takes.
func BenchmarkTheDemoWorld(b *testing.B) {
	var described, unfolded time.Duration
	for b.Loop() {
		began := time.Now()
		world := demo.World(noon)
		described += time.Since(began)
		world.Tags("acme/api")
		unfolded += time.Since(began)
	}
	b.ReportMetric(float64(unfolded)/float64(described), "×described")
}

func TestTheDemoWorldHasWhatIsPromised(t *testing.T) {
	w := demo.World(noon)
	assert.Len(t, w.Tags("acme/api"), 12_000)
	assert.Len(t, w.Repositories("acme"), 300)
	assert.Len(t, w.Repositories("alice"), 8)
	assert.Greater(t, len(w.Repositories("library")), 35)
	assert.Greater(t, len(w.Repositories("bitnami")), 100)
	digests := map[string]string{}
	for _, tag := range w.Tags("library/nginx") {
		digests[tag.Name] = tag.Digest
	}
	for _, name := range []string{"1.27.3", "1.27", "1", "mainline", "1.27.3-bookworm"} {
		assert.Equal(t, digests["latest"], digests[name], name)
	}
	assert.NotEqual(t, digests["latest"], digests["stable"])
	assert.Equal(t, digests["alpine"], digests["1.27.3-alpine3.20"])
	for _, namespace := range []string{"library", "alice", "bob", "ai"} {
		for _, r := range w.Repositories(namespace) {
			assert.LessOrEqual(t, len([]rune(r.Description)), 150, r.Name)
			for _, tag := range w.Tags(namespace + "/" + r.Name) {
				require.LessOrEqual(t, len(tag.Name), 128)
				require.False(t, tag.Updated.After(noon), tag.Name)
				require.False(t, tag.Pulled.After(noon), tag.Name)
			}
		}
	}
}

func TestEveryDemoAccountOpens(t *testing.T) {
	for _, account := range hubtest.DemoAccounts() {
		_, v := visitDemo(t)
		switch {
		case account.Code != "":
			challenge := v.login(account.Name, account.Secret).word(t, "login_2fa_token")
			answer := v.do("POST", "/v2/users/2fa-login", words{"login_2fa_token": challenge, "code": account.Code})
			assert.Equal(t, 200, answer.status)
		case account.Secret == "anchor":
			assert.Equal(t, 200, v.login(account.Name, account.Secret).status)
		default:
			assert.Equal(t, 200, v.exchange(account.Name, account.Secret).status)
		}
	}
}
