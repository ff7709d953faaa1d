package hub

import "errors"

// Causes that have a sentence of their own, because the kind alone would say something untrue or leave out what to do.
var (
	errNowhere   = errors.New("the answer is a redirect without an address that can be read")
	errSentOn    = errors.New("the answer sends a secret on to another address")
	errRefused   = errors.New("connection refused")
	errNoRoute   = errors.New("no route to the host")
	errBroken    = errors.New("the answer's compression is broken")
	errNotHTTP   = errors.New("what answers does not speak HTTP")
	errHeader    = errors.New("the header of the answer is larger than any of the Hub's")
	errChunks    = errors.New("the parts of the answer do not fit together")
	errEmpty     = errors.New("the answer is empty")
	errNotJSON   = errors.New("the answer is no JSON")
	errLookup    = errors.New("the name could not be looked up")
	errAuthority = errors.New("certificate signed by unknown authority")
	errExpired   = errors.New("certificate expired or not valid yet")
	errWrongHost = errors.New("certificate of another host")
	errBadCert   = errors.New("certificate not valid")
	errPlain     = errors.New("plain HTTP where TLS belongs")
	errHandshake = errors.New("TLS handshake refused")
	errRoots     = errors.New("list of certificate authorities unreadable")
	errTyped     = errors.New("an access token stands where a name belongs")
	errProxyAuth = errors.New("the proxy wants a user name and a password")
)

const (
	checkAddress = "Check the address of the Hub. A proxy or a sign-in page of the network may be answering in its place."
	checkProxy   = "Try again. If it stays, a proxy may be changing the answers, or the Hub has changed."
)

// causes are the second half of the sentence and the advice by what lies below an error.
var causes = []struct {
	cause     error
	why, what string
}{
	{errTyped, "it holds what looks like an access token, which was not sent",
		"A token belongs into the login form or --password-stdin. Whoever may have seen it here can use it: make a new one."},
	{errCircle, "the answer leads in a circle", checkAddress},
	{errAstray, "the answer leads to something else than what was asked for", checkAddress},
	{errNowhere, "the answer leads on and does not say where", checkAddress},
	{errSentOn, "the answer leads to another address, and nothing secret is sent after it", checkAddress},
	{errRefused, "nothing answers at that address", "Check the address of the Hub, and whether a proxy is needed: HTTPS_PROXY."},
	{errNoRoute, "the host cannot be reached from here", "Check the network, and whether a proxy is needed: HTTPS_PROXY."},
	{errLookup, "the name of the host could not be looked up", "Check the network and the DNS settings: no name server answered as it should."},
	{errTooBig, "the answer is larger than any answer of the Hub", checkProxy},
	{errTooMuch, "the answer holds more than any answer of the Hub", checkProxy},
	{errHeader, "the header of the answer is larger than any of the Hub's", checkProxy},
	{errBroken, "the answer is compressed, and the compression is broken", checkProxy},
	{errChunks, "the parts of the answer do not fit together", checkProxy},
	{errEmpty, "the answer is empty", checkProxy},
	{errNotJSON, "the answer is no JSON, which all answers of the Hub are", checkProxy},
	{errNoRows, "the answer is not the list that was asked for", checkProxy},
	{errNameless, "the answer is not the list that was asked for", checkProxy},
	{errNoObject, "the answer is not what was asked for", checkProxy},
	{errNotHTTP, "what answers at that address does not speak HTTP", "Check the address of the Hub, its port, and http against https."},
	{errPlain, "what answers at that address speaks plain HTTP, and a secure connection was asked for",
		"Check the address of the Hub and its port. A proxy or a sign-in page of the network may be answering in its place."},
	{errAuthority, "the certificate is signed by an authority that this computer does not know, so somebody may be listening in",
		"Behind a company proxy, set SSL_CERT_FILE to the file with the company's certificate. Elsewhere do not log in over this network."},
	{errExpired, "the certificate has expired or is not valid yet",
		"Check this computer's clock. If it is right, the Hub or a proxy before it needs a new certificate."},
	{errWrongHost, "the certificate belongs to another host",
		checkAddress},
	{errBadCert, "the certificate is not valid",
		"Check this computer's clock. A proxy may be answering with a certificate of its own making."},
	{errHandshake, "the two sides could not agree on a secure connection",
		"A proxy or a firewall may stand in between, or the server may be too old: TLS 1.2 is needed."},
	{errRoots, "this computer's list of certificate authorities cannot be read",
		"Install the system's CA certificates (ca-certificates), or set SSL_CERT_FILE."},
	{errProxyAuth, "the proxy wants a user name and a password",
		"Write them into HTTPS_PROXY: http://NAME:PASSWORD@HOST:PORT, special characters as %XX."},
	{errShort, "the Hub counts more rows than it hands out",
		"Reload. If it stays, an access token may not see all of them, or the Hub's count is wrong."},
	{errTwice, "the Hub sent a row twice, so another may be missing", "Reload: a list that was changing may stand still by then."},
	{errBarren, "page after page brings nothing new", "Reload. If it stays, a proxy may be sending old answers."},
	{errRealm, "the registry sends to a token service on another host, and no secret is sent there",
		"Check the address of the registry."},
	{errNoRealm, "the registry asks for a token and does not say where to get one",
		"Check the address of the registry. A proxy may be answering in its place."},
}

// cause finds the sentence for what lies below an error.
func (e *Error) cause() (why, what string, ok bool) {
	if e.Err == nil {
		return "", "", false
	}
	for _, c := range causes {
		if errors.Is(e.Err, c.cause) {
			return c.why, c.what, true
		}
	}
	if encoding, ok := errors.AsType[encodingError](e.Err); ok {
		return encoding.Error() + ", which was not asked for and is not understood", checkProxy, true
	}
	if silence, ok := errors.AsType[*silenceError](e.Err); ok {
		return "there was " + silence.Error(), vocabulary[TimedOut].what, true
	}
	if refusal, ok := errors.AsType[*proxyRefusal](e.Err); ok {
		return "the proxy refused the connection: " + refusal.status, vocabulary[Proxy].what, true
	}
	return "", "", false
}
