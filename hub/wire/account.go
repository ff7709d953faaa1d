package wire

import (
	"strings"

	"tagboat/hub/name"
)

// Membership is a namespace that a session belongs to.
type Membership struct {
	Namespace name.Namespace
	FullName  string // foreign text, often empty
	Role      Symbol // in an organization: "Owner", "Member", …; empty when the Hub does not say
	Personal  bool
}

// membershipRow is a row of /v2/user/orgs/, where the name is called orgname.
type membershipRow struct {
	Name     Name `json:"orgname"`
	FullName Text `json:"full_name"`
	Role     word `json:"user_role"`
}

func (*membershipRow) begin(*words) {}

func (r *membershipRow) value(w *words) (Membership, bool) {
	m := Membership{
		Namespace: AsNamespace(string(r.Name)), FullName: string(r.FullName),
		Role: w.symbol(&r.Role),
	}
	return m, name.IsPath([]byte(m.Namespace))
}

// AsNamespace is the namespace of somebody's name.
func AsNamespace(text string) name.Namespace {
	return name.Namespace(strings.ToLower(strings.TrimSpace(text)))
}

// ReadMemberships reads a page of organizations.
func ReadMemberships(body []byte) (Page[Membership], error) {
	return readPage(body, byCount[Membership, membershipRow])
}

// ReadUsername reads the account object of /v2/user/.
func ReadUsername(body []byte) (string, error) {
	var answer Object[struct {
		Username Name `json:"username"`
	}]
	if err := Decode(body, &answer); err != nil {
		return "", err
	}
	if !answer.Present {
		return "", errNoObject
	}
	return string(answer.Value.Username), nil
}

// ReadNamespaces reads {"namespaces":["me","org1"]}.
func ReadNamespaces(body []byte) ([]string, error) {
	var answer Object[struct {
		Namespaces Texts `json:"namespaces"`
	}]
	if err := Decode(body, &answer); err != nil {
		return nil, err
	}
	if !answer.Present {
		return nil, errNoObject
	}
	return answer.Value.Namespaces, nil
}
