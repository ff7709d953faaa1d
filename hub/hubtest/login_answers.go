package hubtest

import (
	"slices"
	"strconv"

	"tagboat/hub/fakehub"
)

// What an answer to a login may be taken for.
const (
	SaysGood    = "good"    // a session
	SaysCode    = "code"    // the secret is right, a code is wanted
	SaysRefused = "refused" // the secret, or the code, is wrong: the Hub's own word
	SaysSSO     = "sso"     // the organization wants single sign-on: the Hub's own word
	SaysLocked  = "locked"  // the name is locked for a while
	SaysNothing = "nothing" // nothing about the secret
	jsonType    = "application/json"
	htmlType    = "text/html; charset=utf-8"
	aToken      = "eyJhbGciOiJub25lIn0.e30.c2ln" //nolint:gosec // It opens nothing.
	proxyPage   = "<!DOCTYPE html><html><head><title>Sign in</title></head>" +
		"<body>401 Unauthorized</body></html>"
	ownRefusal    = `{"detail":"` + fakehub.BadCredentials + `"}`
	tokenRefusal  = `{"message":"unauthorized","errinfo":{}}` //nolint:gosec // It is an answer.
	failedLogins  = "too many failed login attempts for username or IP address"
	limitExceeded = `{"detail":"Rate limit exceeded","error":false}`
)

// A LoginAnswer is one that a login route may give, or something before the Hub in its place.
type LoginAnswer struct {
	Name string
	Says string
	Do   Action
}

// LoginAnswers are all kinds of answer to the three login routes: status by body by content type.
func LoginAnswers() []LoginAnswer {
	return slices.Concat(speakingAnswers(), silentAnswers(), statuses())
}

func speakingAnswers() []LoginAnswer {
	return []LoginAnswer{
		{"200 with a session", SaysGood, Answer(200, jsonType,
			`{"token":"`+aToken+`","access_token":"`+aToken+`"}`)},
		{"200 behind a byte order mark", SaysGood,
			Answer(200, jsonType, "\ufeff"+`{"token":"`+aToken+`"}`)},
		{"201 with a session", SaysGood, Answer(201, jsonType, `{"token":"`+aToken+`"}`)},
		{"200 with a challenge", SaysCode, Answer(200, jsonType,
			`{"detail":"code, please","login_2fa_token":"abc"}`)},
		{"401 with a challenge", SaysCode, Answer(401, jsonType,
			`{"detail":"code, please","login_2fa_token":"abc"}`)},
		{"401 with a challenge in words", SaysRefused,
			Answer(401, jsonType, `{"detail":"code, please","login_2fa_token":null}`)},
		{"401 detail", SaysRefused, Answer(401, jsonType, ownRefusal+"\n")},
		{"401 detail, charset", SaysRefused, Answer(401, jsonType+"; charset=utf-8", ownRefusal)},
		{"401 detail, plain", SaysRefused, Answer(401, "text/plain; charset=utf-8", ownRefusal)},
		{"401 detail, no type", SaysRefused, Answer(401, "", ownRefusal)},
		{"401 problem+json", SaysRefused, Answer(401, "application/problem+json", ownRefusal)},
		{"401 message", SaysRefused, Answer(401, jsonType, tokenRefusal)},
		{"401 SSO", SaysSSO, Answer(401, jsonType, `{"detail":"`+fakehub.SSORequired+`"}`)},
		{"401 SSO of the token route", SaysSSO,
			Answer(401, jsonType, `{"message":"`+fakehub.SSORequired+`","errinfo":null}`)},
		{"429 locked", SaysLocked, Answer(429, jsonType, `{"detail":"`+failedLogins+`"}`)},
		{"429 locked for a year", SaysLocked,
			Answer(429, jsonType, `{"detail":"`+failedLogins+`"}`, "Retry-After", "31536000")},
		{"429 locked, in plain words", SaysLocked, Answer(429, "text/plain", failedLogins)},
	}
}

func silentAnswers() []LoginAnswer {
	return []LoginAnswer{
		{"403 SSO", SaysNothing, Answer(403, jsonType, `{"detail":"`+fakehub.SSORequired+`"}`)},
		{"200 with HTML", SaysNothing, HTMLOK()},
		{"200 sign-in page", SaysNothing, Answer(200, htmlType, proxyPage)},
		{"401 page", SaysNothing, Answer(401, htmlType, proxyPage)},
		{"401 page called JSON", SaysNothing, Answer(401, jsonType, proxyPage)},
		{"401 JSON called a page", SaysNothing, Answer(401, htmlType, ownRefusal)},
		{"401 plain text", SaysNothing, Answer(401, "text/plain", "Unauthorized")},
		{"401 of something else", SaysNothing,
			Answer(401, jsonType, `{"error":"invalid_client","error_description":"no"}`)},
		{"401 of a registry", SaysNothing, Answer(401, jsonType,
			`{"errors":[{"code":"UNAUTHORIZED","message":"no"}]}`)},
		{"401 detail is a list", SaysNothing, Answer(401, jsonType, `{"detail":["no"]}`)},
		{"401 cut off", SaysNothing, Answer(401, jsonType, `{"detail":"Incorrect authent`)},
		{"401 an array", SaysNothing, Answer(401, jsonType, `[`+ownRefusal+`]`)},
		{"401 a text", SaysNothing, Answer(401, jsonType, `"`+fakehub.BadCredentials+`"`)},
		{"403 JSON", SaysNothing, Forbidden("access denied")},
		{"403 with a challenge", SaysNothing,
			Answer(403, jsonType, `{"detail":"no","login_2fa_token":"abc"}`)},
		{"403 robot", SaysNothing, BotChallenge()},
		{"403 code", SaysNothing, ErrorCode1010()},
		{"403 token", SaysNothing,
			Forbidden("token issued from personal access token is not allowed")},
		{"400 fields", SaysNothing, Answer(400, jsonType,
			`{"fields":{"username":["Invalid"]},"text":"Invalid"}`)},
		{"400 the same words", SaysNothing, Answer(400, jsonType, ownRefusal)},
		{"404 JSON", SaysNothing, Answer(404, jsonType, `{"detail":"Not found"}`)},
		{"422 the same words", SaysNothing, Answer(422, jsonType, ownRefusal)},
		{"429 of the API", SaysNothing, Answer(429, jsonType, limitExceeded, "Retry-After", "60")},
		{"429 abuse", SaysNothing, AbuseLimit()},
		{"500 the same words", SaysNothing, Answer(500, jsonType, ownRefusal)},
		{"500 about a 401", SaysNothing, ServerError()},
		{"503 with a challenge", SaysNothing,
			Answer(503, jsonType, `{"detail":"no","login_2fa_token":"abc"}`)},
		{"200 cut off", SaysNothing, Answer(200, jsonType, `{"token":"eyJhbGci`)},
		{"200 without a token", SaysNothing, Answer(200, jsonType, `{}`)},
		{"200 with a bad token", SaysNothing, Answer(200, jsonType, `{"token":"a b\n"}`)},
		{"200 with a number", SaysNothing, Answer(200, jsonType, `{"token":42}`)},
		{"200 with a bad challenge", SaysNothing,
			Answer(200, jsonType, `{"login_2fa_token":"a b"}`)},
		{"200 saying no", SaysNothing, Answer(200, jsonType, ownRefusal)},
		{"204", SaysNothing, Answer(204, "", "")},
		{"dropped", SaysNothing, Drop()},
		{"truncated", SaysNothing, Truncated()},
	}
}

// statuses are those with which a proxy, a limiter or a fault answers in the Hub's place.
func statuses() (answers []LoginAnswer) {
	for _, status := range []int{301, 302, 303, 307, 308} {
		name := strconv.Itoa(status)
		answers = append(answers,
			LoginAnswer{name + " elsewhere", SaysNothing,
				Answer(status, htmlType, "", "Location",
					"https://elsewhere.example/v2/users/login")},
			LoginAnswer{name + " here", SaysNothing,
				Answer(status, htmlType, "", "Location", "/login")},
			LoginAnswer{name + " nowhere", SaysNothing, Answer(status, jsonType, ownRefusal)})
	}
	for _, status := range []int{200, 400, 401, 403, 404, 405, 407, 408, 410, 418, 429, 451, 500,
		502, 503, 504, 520, 599} {
		name := strconv.Itoa(status)
		answers = append(answers,
			LoginAnswer{name + " empty", SaysNothing, Answer(status, "", "")},
			LoginAnswer{name + " HTML", SaysNothing, Answer(status, htmlType, proxyPage)})
	}
	return answers
}
