package fakehub

import "strings"

type profileJSON struct {
	ID            string `json:"id"`
	UUID          string `json:"uuid"`
	Username      string `json:"username,omitempty"`
	OrgName       string `json:"orgname,omitempty"`
	FullName      string `json:"full_name"`
	Location      string `json:"location"`
	Company       string `json:"company"`
	ProfileURL    string `json:"profile_url"`
	DateJoined    stamp  `json:"date_joined"`
	GravatarURL   string `json:"gravatar_url"`
	GravatarEmail string `json:"gravatar_email"`
	Type          string `json:"type"`
}

type accountJSON struct {
	profileJSON

	IsStaff bool `json:"is_staff"`
	IsAdmin bool `json:"is_admin"`
}

type membershipJSON struct {
	profileJSON

	Badge          string   `json:"badge"`
	IsActive       bool     `json:"is_active"`
	UserRole       string   `json:"user_role"`
	UserGroups     []string `json:"user_groups"`
	OrgGroupsCount int      `json:"org_groups_count"`
	PlanName       *string  `json:"plan_name"`
	ParentName     *string  `json:"parent_name"`
}

func (u *User) wire() profileJSON {
	id := uuid("user", u.Name)
	return profileJSON{
		ID: strings.ReplaceAll(id, "-", ""), UUID: id, Username: u.Name, FullName: u.FullName,
		Location: u.Location, Company: u.Company, DateJoined: micro(u.Joined), Type: "User",
	}
}

func (o *Organization) wire() profileJSON {
	id := uuid("organization", o.Name)
	return profileJSON{
		ID: strings.ReplaceAll(id, "-", ""), UUID: id, OrgName: o.Name, FullName: o.FullName,
		Location: o.Location, Company: o.Company, DateJoined: micro(o.Joined), Type: "Organization",
	}
}

// person answers itself when the session is not a person's.
func (x *exchange) person() (string, bool) {
	switch {
	case x.principal == nil:
		x.unauthorized()
		return "", false
	case x.principal.organization != "":
		x.errorObject(403, "token issued from organization access token is not allowed", nil)
		return "", false
	}
	return x.principal.user, true
}

func (x *exchange) me() {
	name, ok := x.person()
	if !ok {
		return
	}
	if u := x.hub.world.findUser(name); u != nil {
		x.json(200, accountJSON{profileJSON: u.wire()})
		return
	}
	x.unauthorized()
}

func (x *exchange) myOrganizations() {
	name, ok := x.person()
	if !ok {
		return
	}
	servePage(x, x.hub.world.memberships(name), 0, func(o *Organization) any {
		role := o.Members[name]
		return membershipJSON{
			profileJSON: o.wire(), IsActive: true, UserRole: role,
			UserGroups: []string{strings.ToLower(role) + "s"}, OrgGroupsCount: 1,
		}
	})
}

func (x *exchange) myNamespaces() {
	name, ok := x.person()
	if !ok {
		return
	}
	names := []string{name}
	for _, o := range x.hub.world.memberships(name) {
		names = append(names, o.Name)
	}
	x.json(200, map[string][]string{"namespaces": names})
}

func (x *exchange) user() {
	if u := x.hub.world.findUser(x.value["name"]); u != nil {
		x.json(200, u.wire())
		return
	}
	x.errorObject(404, "object not found", nil)
}

func (x *exchange) organization() {
	w := x.hub.world
	w.mu.Lock()
	o := w.organizations[x.value["name"]]
	w.mu.Unlock()
	if o == nil {
		x.errorObject(404, "object not found", nil)
		return
	}
	x.json(200, o.wire())
}

func (w *World) findUser(name string) *User {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.users[name]
}

// accessTokens shows what a session of a personal access token may not do; it lists nothing.
func (x *exchange) accessTokens() {
	if _, ok := x.person(); !ok {
		return
	}
	if x.principal.kind == PersonalAccessToken {
		x.errorObject(403, "token issued from personal access token is not allowed", nil)
		return
	}
	x.json(200, struct {
		pageJSON

		Active int `json:"active_count"`
	}{pageJSON: pageJSON{Results: []any{}}})
}
